#include "models/data/idx.h"

namespace odelia {
namespace {

const RegisterDataSet mnist{
    {.name = "mnist",
     .page = "https://ossci-datasets.s3.amazonaws.com/mnist/",
     .folders = {"mnist", "MNIST/raw", "mnist/MNIST/raw", "."},
     .files = idx_files("6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624",
                        "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637"),
     .summary = "handwritten digits, grey, 28 x 28: LeCun et al. 1998, doi:10.1109/5.726791",
     .shape = {1, 28, 28},
     .classes = 10,
     .read = read_idx_set}};

}  // namespace
}  // namespace odelia
