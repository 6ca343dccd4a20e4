#pragma once
#include <cctype>
#include <string>

/// What the tables of names from elsewhere share.
namespace odelia::elsewhere {

/// Letters and digits in lower case; ++ is pp, as people write it where + is not allowed.
inline std::string plain_letters(const std::string& name) {
  std::string out;
  for (const char letter : name)
    if (const auto c = static_cast<unsigned char>(letter); std::isalnum(c))
      out += static_cast<char>(std::tolower(c));
    else if (c == '+')
      out += 'p';
  return out;
}

/// Adds to what is said already.
inline void add_note(std::string& note, const std::string& more) {
  if (!note.empty() && !more.empty()) note += "; ";
  note += more;
}

// Grids under their names elsewhere.
inline constexpr const char* kKarras = "karras(final=zero)";
inline constexpr const char* kEven = "log_snr(final=zero)";
inline constexpr const char* kBeta = "beta(final=zero)";
inline constexpr const char* kBetaInSigma = "beta(final=zero,in=sigma)";
inline constexpr const char* kLinspace = "ddpm(final=zero)";
/// The same times unrounded, as the schedulers of levels sigma/alpha have them.
inline constexpr const char* kUniform = "uniform(final=zero,t_min=0.001)";
inline constexpr const char* kOpen = "ddpm(spacing=linspace_open,final=zero)";
inline constexpr const char* kLeading = "ddpm(spacing=leading,final=zero)";
inline constexpr const char* kTrailing = "ddpm(spacing=trailing,final=zero)";

// Notes.
inline constexpr const char* kTauEnds =
    "tau is theirs where a step begins, ours where it ends: tau_from and tau_to, in sigma/alpha";

}  // namespace odelia::elsewhere
