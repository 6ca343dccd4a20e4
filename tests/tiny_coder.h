#pragma once
#include <fmt/format.h>
#include <fstream>
#include <string>

#include <ATen/ATen.h>

#include "models/data/npz.h"
#include "models/networks/autoencoder/generator.h"
#include "tests/program_folder.h"

/// A coder of 1 x 8 x 8 images: 2 x 4 x 4 latents, or vectors of 3.
inline odelia::CoderConfig tiny_coder(bool vector = false) {
  odelia::CoderConfig c;
  c.size = 8, c.patch = 1, c.widths = {4, 8}, c.group_size = 4;
  c.latent = vector ? 3 : 2, c.vector = vector;
  return c;
}

/// Every weight random, so that no zero layer hides a mistake.
inline void stir(odelia::ParameterSet& parameters, int64_t seed) {
  at::manual_seed(seed);
  for (auto& [name, value] : parameters) value = value + 0.1 * at::randn(value.sizes());
}

inline odelia::AutoencoderCheckpoint tiny_autoencoder(bool vector = false, int64_t seed = 5) {
  odelia::AutoencoderCheckpoint c;
  c.network = tiny_coder(vector);
  c.latent_mean = {0.3, -0.2}, c.latent_std = {0.7, 1.4};
  if (vector) c.latent_mean.push_back(0.1), c.latent_std.push_back(0.9);
  c.dataset = "synthetic";
  c.parameters = odelia::make_autoencoder(c.network, 3);
  stir(c.parameters, seed);
  return c;
}

inline at::Tensor tiny_images(int64_t count, int64_t seed = 8) {
  at::manual_seed(seed);
  const auto level = at::randint(200, {count, 1, 1, 1}, at::kLong);
  return (level + at::randint(50, {count, 1, 8, 8}, at::kLong)).to(at::kByte);
}

/// Images as train --data takes them, in folder/name.
inline void put_images(const ProgramFolder& folder, const std::string& name, int64_t count) {
  odelia::write_npz(folder / name,
                    {{"arr_0", tiny_images(count).permute({0, 2, 3, 1}).contiguous()}});
}

inline at::Tensor samples_of(const ProgramFolder& folder, const std::string& run) {
  return odelia::read_npz(folder / (run + "/samples.npz"), {"arr_0"})
      .at("arr_0")
      .permute({0, 3, 1, 2});
}
