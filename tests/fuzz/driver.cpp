// Runs a fuzz target without libFuzzer: fuzz_NAME FILE...  gives it every file, each of its
// beginnings (at most 200 of them) and 500 mutations of it; the same inputs every time.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/fuzz/fuzz.h"

namespace {

void give(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

std::string mutated(std::string bytes, std::mt19937& random) {
  for (int changes = 1 + static_cast<int>(random() % 4); changes > 0 && !bytes.empty(); --changes) {
    const size_t at = random() % bytes.size();
    switch (random() % 4) {
      case 0:
        bytes[at] ^= static_cast<char>(1 << random() % 8);
        break;
      case 1:
        bytes[at] = static_cast<char>(random());
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, random() % 16));
        break;
      default:
        bytes.erase(at, random() % 16);
        break;
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  give("");
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::mt19937 random(1);
    const size_t step = std::max<size_t>(1, bytes.size() / 200);
    for (size_t n = 0; n <= bytes.size(); n += step) give(bytes.substr(0, n));
    give(bytes);
    for (int trial = 0; trial < 500; ++trial) give(mutated(bytes, random));
  }
}
