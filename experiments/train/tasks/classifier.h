#pragma once
#include "experiments/train/loop.h"
#include "models/data/datasets.h"
#include "models/networks/classifier/classifier.h"

namespace odelia {

struct ClassifierObjective {
  double label_smoothing = 0.2;
  int64_t shift = 2;  ///< images move by up to this many pixels, borders reflected
  bool flip = true;   ///< each image is mirrored in every other epoch
};

/// Classification by cross-entropy with smoothed labels (arXiv:1512.00567, sec. 7).
/// The network's mean and std are taken from the training images.
std::unique_ptr<TrainingTask> classifier_task(const ClassifierConfig& network,
                                              const ClassifierObjective& objective, int64_t batch,
                                              at::ScalarType precision, ImageSet train,
                                              ImageSet test, at::Device device = at::kCPU);

/// Images cut out of their reflected surroundings, moved by shifts[i] = (dy, dx), each less than a
/// side.  images: [B, C, H, W]; shifts: int64 [B, 2], on the host.
Tensor shift_images(const Tensor& images, const Tensor& shifts);

/// Which rows of a batch are mirrored, bool [B]: of every image one view in even epochs and the other
/// in odd ones, so that none repeats in consecutive epochs.  index: int64 [B]; place: how many rows
/// came before; images: of an epoch, which may end within the batch.  Source: arXiv:2404.00498,
/// sec. 3.6.
Tensor mirrored_rows(const Tensor& index, int64_t place, int64_t images);

}  // namespace odelia
