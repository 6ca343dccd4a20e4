# Which Python the package is built for, and that its torch is the LibTorch of the build.

# ODELIA_PYTHON=ON: the LibTorch is the torch of the interpreter, unless one is named.
if(ODELIA_PYTHON AND NOT ODELIA_PYTHON STREQUAL "AUTO")
  find_package(Python 3.9 REQUIRED COMPONENTS Interpreter Development.Module)
  if(NOT ODELIA_TORCH AND NOT DEFINED ENV{ODELIA_TORCH})
    execute_process(COMMAND ${Python_EXECUTABLE} -c "import torch; print(torch.__path__[0])"
      WORKING_DIRECTORY / OUTPUT_VARIABLE python_torch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "ODELIA_PYTHON: ${Python_EXECUTABLE} has no torch. Install one first, and then pip install "
        "--no-build-isolation; or name an interpreter that has one by Python_EXECUTABLE.")
    endif()
    if(NOT EXISTS ${python_torch}/lib/libtorch.so)  # Debian's python3-torch stands on the system's
      set(python_torch system)
    endif()
    set(ODELIA_TORCH ${python_torch} CACHE STRING "" FORCE)
  endif()
endif()

# Sets ODELIA_WITH_PYTHON, and where it is true Python and pybind11.
macro(odelia_choose_python)
  set(ODELIA_WITH_PYTHON OFF)
  if(ODELIA_PYTHON STREQUAL "AUTO")
    if(ODELIA_TESTS AND NOT ODELIA_SANITIZE)
      if(NOT Python_EXECUTABLE AND ODELIA_TORCH_ROOT)  # the virtual environment that it lies in
        get_filename_component(Python_EXECUTABLE ${ODELIA_TORCH_ROOT}/../../../../bin/python3 ABSOLUTE)
      elseif(NOT Python_EXECUTABLE)
        set(Python_EXECUTABLE /usr/bin/python3)
      endif()
      set(quietly QUIET)
    endif()
  elseif(ODELIA_PYTHON)
    set(quietly REQUIRED)
  endif()
  if(quietly)
    set(needed "import numpy, torch; print(torch.__version__)")
    execute_process(COMMAND ${Python_EXECUTABLE} -c "${needed}" WORKING_DIRECTORY / OUTPUT_VARIABLE python_torch
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    string(REGEX MATCH "^[0-9]+\\.[0-9]+" series "${python_torch}")
    if(NOT series STREQUAL "" AND ODELIA_TORCH_VERSION MATCHES "^${series}\\.")
      find_package(Python 3.9 ${quietly} COMPONENTS Interpreter Development.Module)
      find_package(pybind11 CONFIG ${quietly})
      if(ODELIA_TORCH_ROOT)
        set(ODELIA_TORCH_PYTHON ${torch_lib}/libtorch_python.so)
      else()
        find_library(ODELIA_TORCH_PYTHON torch_python)  # Debian: python3-torch
      endif()
      if(Python_FOUND AND pybind11_FOUND AND EXISTS "${ODELIA_TORCH_PYTHON}")
        set(ODELIA_WITH_PYTHON ON)
      endif()
    endif()
    if(quietly STREQUAL "REQUIRED" AND NOT ODELIA_WITH_PYTHON)
      message(FATAL_ERROR "ODELIA_PYTHON: the torch of ${Python_EXECUTABLE} is '${python_torch}', and LibTorch is "
        "${ODELIA_TORCH_VERSION} (${ODELIA_TORCH_WHY}): they must be one, with numpy beside it. Name the other by "
        "Python_EXECUTABLE or ODELIA_TORCH.")
    endif()
    message(STATUS "Python package: ${ODELIA_WITH_PYTHON} (${Python_EXECUTABLE}, its torch '${python_torch}')")
  endif()
endmacro()
