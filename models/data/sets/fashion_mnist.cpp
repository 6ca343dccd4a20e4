#include "models/data/idx.h"

namespace odelia {
namespace {

const RegisterDataSet fashion_mnist{
    {.name = "fashion-mnist",
     .page = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
     .folders = {"fashion-mnist", "FashionMNIST/raw", "fashion-mnist/FashionMNIST/raw", "."},
     .files = idx_files("f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9",
                        "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965"),
     .summary = "clothes, grey, 28 x 28: Xiao et al. 2017, arXiv:1708.07747",
     .shape = {1, 28, 28},
     .classes = 10,
     .read = read_idx_set}};

}  // namespace
}  // namespace odelia
