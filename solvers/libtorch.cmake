# The target odelia_torch: LibTorch's headers and libraries, from the first of
#   1. what the user names: ODELIA_TORCH (option or environment; a folder, or the word `system`), Torch_DIR,
#      a LibTorch in CMAKE_PREFIX_PATH;
#   2. the PyTorch >= 2.7 of the active Python;
#   3. the system's package.
# An imported target for all three.  PyTorch's own CMake package refuses a CUDA wheel where there is no CUDA
# toolkit, and beside an installed libtorch-dev it can link both LibTorches into one program.
#
# The choice is made once in a build folder: another Python may be active when CMake runs again by itself.

# A project that asks for a CMake before 3.21 would lose here what odeliaConfig.cmake has set (policy CMP0126).
if(NOT ODELIA_TORCH)
  set(ODELIA_TORCH "$ENV{ODELIA_TORCH}" CACHE STRING
    "LibTorch to use: site-packages/torch of a PyTorch, an unpacked libtorch, or `system`; empty: search")
endif()

# The folder of a LibTorch (the one with include/ and lib/) at or above `path`, or nothing.
function(odelia_torch_folder path result)
  foreach(up . .. ../.. ../../..)  # Torch_DIR is share/cmake/Torch, CMAKE_PREFIX_PATH often share/cmake
    if(path AND EXISTS ${path}/${up}/lib/libtorch.so AND EXISTS ${path}/${up}/include/torch/csrc/api/include/torch/types.h)
      get_filename_component(root ${path}/${up} REALPATH)
      set(${result} ${root} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(${result} "" PARENT_SCOPE)
endfunction()

# "2.11.0", from the headers.
function(odelia_torch_version include result)
  foreach(header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)  # since 2.9; before
    if(EXISTS ${include}/${header})
      file(READ ${include}/${header} text)
      if(text MATCHES "TORCH_VERSION_MAJOR ([0-9]+).*TORCH_VERSION_MINOR ([0-9]+).*TORCH_VERSION_PATCH ([0-9]+)")
        set(${result} ${CMAKE_MATCH_1}.${CMAKE_MATCH_2}.${CMAKE_MATCH_3} PARENT_SCOPE)
        return()
      endif()
    endif()
  endforeach()
  set(${result} "unknown" PARENT_SCOPE)
endfunction()

# Sets ODELIA_TORCH_ROOT (empty: the system's) and ODELIA_TORCH_WHY in the cache.
function(odelia_choose_torch)
  if(ODELIA_TORCH STREQUAL "system")
    set(why "named by ODELIA_TORCH")
  elseif(ODELIA_TORCH)
    odelia_torch_folder(${ODELIA_TORCH} root)
    if(NOT root)
      message(FATAL_ERROR "ODELIA_TORCH: expected a folder with include/torch and lib/libtorch.so, got '${ODELIA_TORCH}'. "
        "Name site-packages/torch of a PyTorch (python3 -c 'import torch; print(torch.__path__[0])').")
    endif()
    set(why "named by ODELIA_TORCH")
  endif()
  foreach(named Torch_DIR CMAKE_PREFIX_PATH ENV{CMAKE_PREFIX_PATH})
    set(folders "${${named}}")
    if(named MATCHES "ENV")
      string(REPLACE ":" ";" folders "$ENV{CMAKE_PREFIX_PATH}")
    endif()
    foreach(folder ${folders})
      if(NOT why)
        odelia_torch_folder("${folder}" root)
        if(root)
          set(why "named by ${named}")
        endif()
      endif()
    endforeach()
  endforeach()
  if(NOT why)
    execute_process(COMMAND python3 -c
      "import importlib.util as u; s = u.find_spec('torch'); print((s.submodule_search_locations or [''])[0] if s else '')"
      WORKING_DIRECTORY / OUTPUT_VARIABLE python_torch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
      set(why "nothing was named, and there is no working python3")
    elseif(NOT python_torch)
      set(why "nothing was named, and the active python3 has no PyTorch")
    else()
      odelia_torch_version(${python_torch}/include version)
      if(version STREQUAL "unknown" OR version VERSION_LESS 2.7)
        set(why "nothing was named, and the PyTorch of the active python3 (${version}, ${python_torch}) is older than 2.7")
      else()
        odelia_torch_folder(${python_torch} root)
        set(why "nothing was named, and the active python3 has a PyTorch >= 2.7")
      endif()
    endif()
  endif()
  set(ODELIA_TORCH_ROOT "${root}" CACHE INTERNAL "the chosen LibTorch; empty: the system's")
  set(ODELIA_TORCH_WHY "${why}" CACHE INTERNAL "why that one")
  set(ODELIA_TORCH_ASKED "${ODELIA_TORCH}" CACHE INTERNAL "what ODELIA_TORCH was when it was chosen")
endfunction()

if(NOT DEFINED ODELIA_TORCH_WHY OR NOT "${ODELIA_TORCH}" STREQUAL "${ODELIA_TORCH_ASKED}"
   OR (ODELIA_TORCH_ROOT AND NOT EXISTS ${ODELIA_TORCH_ROOT}/lib/libtorch.so))
  odelia_choose_torch()
endif()

if(ODELIA_TORCH_ROOT)
  set(torch_include ${ODELIA_TORCH_ROOT}/include)
  set(torch_lib ${ODELIA_TORCH_ROOT}/lib)
else()
  find_path(ODELIA_SYSTEM_TORCH_INCLUDE torch/csrc/api/include/torch/types.h)
  find_library(ODELIA_SYSTEM_TORCH torch_cpu)
  if(NOT ODELIA_SYSTEM_TORCH_INCLUDE OR NOT ODELIA_SYSTEM_TORCH)
    message(FATAL_ERROR "LibTorch: found none: ${ODELIA_TORCH_WHY}, and the system has no libtorch-dev. "
      "Install libtorch-dev, activate a Python with PyTorch >= 2.7, or give -DODELIA_TORCH=.../site-packages/torch")
  endif()
  set(torch_include ${ODELIA_SYSTEM_TORCH_INCLUDE})
  get_filename_component(torch_lib ${ODELIA_SYSTEM_TORCH} DIRECTORY)
endif()
odelia_torch_version(${torch_include} ODELIA_TORCH_VERSION)

# Python wheels before 2.7 were compiled for the C++ ABI of GCC 4; linking would fail with riddles.
if(EXISTS ${torch_lib}/../share/cmake/Torch/TorchConfig.cmake)
  file(STRINGS ${torch_lib}/../share/cmake/Torch/TorchConfig.cmake old_abi REGEX "_GLIBCXX_USE_CXX11_ABI=0")
  if(old_abi)
    message(FATAL_ERROR "LibTorch ${ODELIA_TORCH_VERSION} in ${ODELIA_TORCH_ROOT} (${ODELIA_TORCH_WHY}) is built for "
      "the old C++ ABI. Take a PyTorch >= 2.7, or leave ODELIA_TORCH empty for the system's libtorch-dev.")
  endif()
endif()

add_library(odelia_torch INTERFACE)
target_include_directories(odelia_torch SYSTEM INTERFACE ${torch_include} ${torch_include}/torch/csrc/api/include)
set(torch_libraries ${torch_lib}/libtorch.so ${torch_lib}/libtorch_cpu.so ${torch_lib}/libc10.so)
set(ODELIA_TORCH_CUDA OFF)
if(EXISTS ${torch_lib}/libtorch_cuda.so)
  # Headers and libraries of the CUDA run time: the wheels that PyTorch brings along, else a toolkit.
  file(GLOB cuda_include ${torch_lib}/../../nvidia/*/include)
  file(GLOB cuda_libraries ${torch_lib}/../../nvidia/*/lib/libcudart.so.* ${torch_lib}/../../nvidia/*/lib/libnvrtc.so.*)
  if(NOT cuda_libraries)
    find_path(ODELIA_CUDA_INCLUDE nvrtc.h HINTS $ENV{CUDA_HOME}/include /usr/local/cuda/include)
    find_library(ODELIA_CUDART cudart HINTS $ENV{CUDA_HOME}/lib64 /usr/local/cuda/lib64)
    find_library(ODELIA_NVRTC nvrtc HINTS $ENV{CUDA_HOME}/lib64 /usr/local/cuda/lib64)
    if(ODELIA_CUDA_INCLUDE AND ODELIA_CUDART AND ODELIA_NVRTC)
      set(cuda_include ${ODELIA_CUDA_INCLUDE})
      set(cuda_libraries ${ODELIA_CUDART} ${ODELIA_NVRTC})
    endif()
  endif()
  if(cuda_libraries)
    set(ODELIA_TORCH_CUDA ON)
    target_include_directories(odelia_torch SYSTEM INTERFACE ${cuda_include})
    target_compile_definitions(odelia_torch INTERFACE ODELIA_CUDA=1)
    list(APPEND torch_libraries ${torch_lib}/libtorch_cuda.so ${torch_lib}/libc10_cuda.so)
  else()
    message(WARNING "LibTorch ${ODELIA_TORCH_VERSION} has CUDA, but neither its wheels nor a toolkit have nvrtc.h and "
      "libnvrtc: building without GPU support. Set CUDA_HOME, or pip install nvidia-cuda-nvrtc nvidia-cuda-runtime.")
  endif()
endif()
# libcudart comes with libtorch_cuda and libnvrtc is loaded on first use: linked, they would have to be in a search
# path wherever an installed folder runs.
# Not as needed: libtorch_cuda registers the CUDA kernels when it is loaded; nothing refers to it by name.
# libstdc++ before it: PyTorch's libtorch.so offers parts of std::filesystem too, and its remove_all calls a null pointer.
target_link_libraries(odelia_torch INTERFACE -Wl,--no-as-needed -lstdc++ ${torch_libraries} -Wl,--as-needed)
foreach(library ${cuda_libraries})
  get_filename_component(folder ${library} DIRECTORY)
  target_link_options(odelia_torch INTERFACE -Wl,-rpath-link,${folder})
endforeach()
find_package(OpenMP REQUIRED COMPONENTS CXX)  # at::parallel_for is a header: without the flag it runs serially
target_link_libraries(odelia_torch INTERFACE OpenMP::OpenMP_CXX)

if(ODELIA_TORCH_ROOT)
  message(STATUS "LibTorch ${ODELIA_TORCH_VERSION}, CUDA ${ODELIA_TORCH_CUDA}: ${ODELIA_TORCH_ROOT} (${ODELIA_TORCH_WHY})")
else()
  message(STATUS "LibTorch ${ODELIA_TORCH_VERSION}, CUDA ${ODELIA_TORCH_CUDA}: the system's in ${torch_lib} (${ODELIA_TORCH_WHY})")
endif()
