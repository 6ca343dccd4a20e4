#include <dlfcn.h>
#include <zip.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <fmt/format.h>
#include <png.h>
#include <sundials/sundials_config.h>
#include <toml++/toml.h>
#include <torch/version.h>
#include <CLI/Version.hpp>
#include <Eigen/Core>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>

#include "build_info.h"
#include "experiments/command/load_settings.h"
#include "experiments/command/timing.h"
#include "experiments/command/verbs.h"
#include "experiments/doctor/measure.h"
#include "models/data/datasets.h"
#include "models/data/hash.h"
#include "models/data/json_text.h"
#include "models/paths.h"
#include "solvers/cuda/module.h"
#include "solvers/cuda/nvrtc.h"

namespace odelia {
namespace {
using nlohmann::ordered_json;
namespace fs = std::filesystem;

ordered_json libraries() {
  return {{"SUNDIALS", SUNDIALS_VERSION},
          {"Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                                BOOST_VERSION % 100)},
          {"Eigen",
           fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
          {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                              FMT_VERSION % 100)},
          {"libzip", zip_libzip_version()},
          {"libpng", png_get_libpng_ver(nullptr)},
          {"toml++", fmt::format("{}.{}.{}", TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH)},
          {"CLI11", CLI11_VERSION}};
}

/// The CUDA version that the driver supports, such as "13.0"; "" if there is no driver.
std::string cuda_driver() {
  void* library = dlopen("libcuda.so.1", RTLD_LAZY);
  if (!library) return "";
  const auto version = reinterpret_cast<int (*)(int*)>(dlsym(library, "cuDriverGetVersion"));
  int number = 0;
  if (!version || version(&number) != 0) return "";
  return fmt::format("{}.{}", number / 1000, number % 1000 / 10);
}

ordered_json gpu() {
  return {{"compiled", cuda::built()},
          {"driver", cuda_driver()},
          {"nvrtc", cuda::nvrtc_version()},
          {"usable", at::globalContext().hasCUDA()}};
}

/// The first line that a program prints for `--version`, or "".
std::string version_of(const std::string& program) {
  FILE* pipe = popen((program + " --version 2>/dev/null").c_str(), "r");
  if (!pipe) return "";
  char line[200] = {};
  const bool came = std::fgets(line, sizeof line, pipe) != nullptr;
  if (pclose(pipe) != 0 || !came) return "";
  std::string text = line;
  return text.substr(0, text.find('\n'));
}

/// Each data set: the files that are there, of how many.
ordered_json data_found() {
  ordered_json found = ordered_json::object();
  const char* folder = std::getenv("ODELIA_DATA");
  found["folder"] = folder ? folder : "";
  for (const auto& [name, set] : data_sets()) {
    if (set.made()) continue;
    int64_t there = 0;
    for (size_t i = 0; folder && i < set.files.size(); ++i)
      there += !locate(set, form_there(set, i, folder), folder).empty();
    found[name] = {{"files", there}, {"of", set.files.size()}};
  }
  return found;
}

/// A file that cannot be read is for doctor to show, not to fail at.
std::string hash_or_unknown(const fs::path& file) {
  try {
    return hash_file(file);
  } catch (const std::exception&) {
    return "unknown: the file cannot be read";
  }
}

/// null: a link that leads nowhere.
ordered_json size_or_unknown(const fs::path& file) {
  std::error_code error;
  const auto bytes = fs::file_size(file, error);
  return error ? ordered_json() : ordered_json(bytes);
}

ordered_json weights_found() {
  ordered_json found = ordered_json::array();
  for (const auto& root : resource_roots()) {
    std::error_code none;
    std::vector<fs::path> files;
    const auto pretrained = root / "models" / "pretrained";
    for (const auto& entry : fs::recursive_directory_iterator(
             pretrained, fs::directory_options::skip_permission_denied, none))
      if (entry.path().extension() == ".safetensors") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
      // With the network's own folder before it where it is a part, such as an autoencoder.
      found.push_back({{"name", file.parent_path().lexically_relative(pretrained).string()},
                       {"bytes", size_or_unknown(file)},
                       {"xxh3", hash_or_unknown(file)},
                       {"path", file.string()}});
    if (!found.empty()) break;  // the root that `pretrained:NAME` would be taken from
  }
  return found;
}

ordered_json examine() {
  ordered_json r;
  r["odelia"] = {{"version", build_info::version},
                 {"build", build_info::build_type},
                 {"compiler", build_info::compiler},
                 {"library", library_of(reinterpret_cast<const void*>(&examine))}};
  r["libtorch"] = {{"version", TORCH_VERSION},
                   {"library", library_of(reinterpret_cast<const void*>(&at::get_num_threads))},
                   {"why", build_info::torch_why}};
  r["libraries"] = libraries();
  r["cuda"] = gpu();
  const unsigned cores = std::thread::hardware_concurrency();
  r["cpu"] = {{"threads", at::get_num_threads()}, {"load", load_average()}};
  r["cpu"]["cores"] =
      cores > 0 ? ordered_json(cores) : ordered_json();  // 0: the system does not say
  const Blas blas = find_blas();
  r["blas"] = {{"name", blas.name},
               {"library", blas.library},
               {"settings", blas.settings},
               {"kernels", openblas_kernels()}};
  r["blas"]["sgemm_2048_gflops"] = matmul_gflops(2048);
  r["convolution_gflops"] = {{"float32", convolution_gflops(at::kFloat)},
                             {"bfloat16", convolution_gflops(at::kBFloat16)}};
  r["gnuplot"] = version_of("gnuplot");
  r["data"] = data_found();
  r["weights"] = weights_found();
  return r;
}

std::vector<std::string> warnings(const ordered_json& r) {
  std::vector<std::string> out;
  const double gflops = r["blas"]["sgemm_2048_gflops"], load = r["cpu"]["load"];
  const std::string blas = r["blas"]["name"];
  const int threads = r["cpu"]["threads"];
  const int cores = r["cpu"]["cores"].is_null() ? 0 : r["cpu"]["cores"].get<int>();
  if (!std::isfinite(gflops)) out.push_back("the speed of a matrix product could not be measured");
  if (blas == "reference BLAS")
    out.push_back(fmt::format(
        "LibTorch uses the reference BLAS ({:.0f} GFLOP/s), up to 50 times slower than OpenBLAS: "
        "apt-get install libopenblas0-openmp",
        gflops));
  else if (gflops < 50)
    out.push_back(fmt::format(
        "a matrix product runs at {:.0f} GFLOP/s only: is the machine busy, or {} forced by hand?",
        gflops, "OPENBLAS_CORETYPE or OMP_NUM_THREADS"));
  if (blas == "OpenBLAS (pthread)")
    out.push_back(
        "this OpenBLAS has its own threads, which fight LibTorch's and halve the speed of small "
        "networks: apt-get install libopenblas0-openmp");
  const std::string kernels = r["blas"]["kernels"], best = best_openblas_kernels();
  const char* forced = std::getenv("OPENBLAS_CORETYPE");
  if (!kernels.empty() && !best.empty() &&
      (kernels == "Prescott" || (forced && kernels == "Haswell" && best != "Haswell")))
    out.push_back(fmt::format(
        "OpenBLAS runs the kernels of {}, while this processor could run those of {}: {}", kernels,
        best, forced ? "unset OPENBLAS_CORETYPE" : "set OPENBLAS_CORETYPE=" + best));
  if (cores > 0 && load > 0.5 * cores)
    out.push_back(
        fmt::format("the machine is busy (load {:.1f} on {} cores): the speeds above are too low",
                    load, cores));
  if (threads < cores)
    out.push_back(fmt::format("LibTorch has {} of {} cores: see --threads", threads, cores));
  if (r["cuda"]["compiled"] && !r["cuda"]["driver"].get<std::string>().empty() &&
      !r["cuda"]["usable"])
    out.push_back(
        "there is an NVIDIA driver, yet LibTorch cannot use it: is the driver older than "
        "LibTorch's CUDA?");
  if (r["cuda"]["compiled"] && r["cuda"]["nvrtc"].get<std::string>().empty())
    out.push_back(
        "libnvrtc was not found: put the nvidia/*/lib folder that PyTorch brings along into "
        "LD_LIBRARY_PATH");
  if (r["gnuplot"].get<std::string>().empty())
    out.push_back(
        "gnuplot was not found: reports have tables, but no plots; apt-get install gnuplot-nox");
  if (r["weights"].empty())
    out.push_back(
        "no trained networks were found: set ODELIA_HOME to the folder with models/pretrained");
  return out;
}

void print(const ordered_json& r) {
  const auto line = [](const char* what, const std::string& value) {
    fmt::print("{:<13} {}\n", what, value);
  };
  const auto text = [](const ordered_json& value) { return value.get<std::string>(); };
  const auto or_none = [&](const ordered_json& value) {
    return text(value).empty() ? "none" : text(value);
  };
  line("odelia", fmt::format("{} ({}, {})", text(r["odelia"]["version"]),
                             text(r["odelia"]["build"]), text(r["odelia"]["compiler"])));
  line("LibTorch",
       fmt::format("{}, {}", text(r["libtorch"]["version"]), text(r["libtorch"]["library"])));
  line("", "chosen because " + text(r["libtorch"]["why"]));
  line("CUDA", fmt::format("{}, driver {}, NVRTC {}, {}",
                           r["cuda"]["compiled"] ? "compiled in" : "not compiled in",
                           or_none(r["cuda"]["driver"]), or_none(r["cuda"]["nvrtc"]),
                           r["cuda"]["usable"] ? "usable" : "not usable"));
  line("BLAS", fmt::format("{}  {}", text(r["blas"]["name"]), text(r["blas"]["library"])));
  if (!text(r["blas"]["settings"]).empty()) line("", text(r["blas"]["settings"]));
  line("speed", fmt::format("matrix product {}, convolution {} (bfloat16 {}) GFLOP/s",
                            measured(r["blas"]["sgemm_2048_gflops"].get<double>(), 0),
                            measured(r["convolution_gflops"]["float32"].get<double>(), 0),
                            measured(r["convolution_gflops"]["bfloat16"].get<double>(), 0)));
  line("processor",
       fmt::format("cores {}, threads {}, load {}",
                   r["cpu"]["cores"].is_null() ? "unknown" : r["cpu"]["cores"].dump(),
                   r["cpu"]["threads"].get<int>(), measured(r["cpu"]["load"].get<double>(), 1)));
  std::string versions;
  for (const auto& [name, version] : r["libraries"].items())
    versions += fmt::format("{} {}  ", name, text(version));
  line("libraries", versions);
  line("gnuplot", or_none(r["gnuplot"]));
  line("data",
       text(r["data"]["folder"]).empty() ? "ODELIA_DATA is not set" : text(r["data"]["folder"]));
  for (const auto& [name, set] : r["data"].items())
    if (set.is_object())
      line("", fmt::format("{:<14} {} of {} files", name, set["files"].get<int>(),
                           set["of"].get<int>()));
  line("networks", r["weights"].empty() ? "none" : "");
  size_t widest = 0;
  for (const auto& w : r["weights"]) widest = std::max(widest, text(w["name"]).size());
  for (const auto& w : r["weights"])
    line("", fmt::format("{:<{}} {:>6} MB  xxh3 {}", text(w["name"]), widest,
                         w["bytes"].is_null() ? "-" : measured(w["bytes"].get<double>() / 1e6, 1),
                         text(w["xxh3"])));
  for (const auto& warning : r["warnings"]) fmt::print("warning: {}\n", text(warning));
}

const RegisterVerb verb{
    {"doctor", "what this build has, how fast it is, and what to mend", [](CommandLine& app) {
       app.example("Look around", "odelia doctor");
       auto json = std::make_shared<bool>(false);
       app.flag("--json", *json, "one object");
       app.run([json] {
         ordered_json report = examine();
         report["warnings"] = warnings(report);
         if (*json)
           fmt::print("{}\n", json_text(report, 2));
         else
           print(report);
       });
     }}};

}  // namespace
}  // namespace odelia
