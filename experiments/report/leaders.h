#pragma once
#include <vector>

#include "experiments/report/run_data.h"

namespace odelia {

/// Standard error of the difference of two records' values.  Where both hold the values without one
/// group of seeds each (`field`_jackknife) of the same seeds, it is the paired one, by which chance
/// that both share cancels:  var = (k - 1)/k sum (d_i - mean d)^2.  Where the errors hold the
/// reference's part too, that of the values without one group of it (`field`_reference_jackknife)
/// is added, for no more than a part of it cancels.  Else sqrt(se1^2 + se2^2); NaN where an error
/// is unknown.
double difference_error(const Json& a, const Json& b, const std::string& field);

/// Whether a trajectory error lies within three times
/// the reference's own uncertainty, or that is unknown.
bool unresolved(const Json& record, const std::string& field);

/// Which of the records are not worse than the best, the least unless the metric says otherwise, by
/// more than two standard errors of the difference.  Those with failed samples, and those that are
/// unresolved, never are; where no error of the best is known, none is.
std::vector<bool> leaders(const std::vector<const Json*>& records, const std::string& field);

}  // namespace odelia
