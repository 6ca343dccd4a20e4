#include "experiments/sharing/claims.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include <linux/magic.h>
#include <sys/statfs.h>

#include "experiments/sharing/claim_files.h"
#include "experiments/sharing/claim_locks.h"

namespace odelia {
namespace {
namespace fs = std::filesystem;

/// File systems that several machines may have mounted.
bool on_network(const std::string& folder) {
  struct statfs found = {};
  if (::statfs(folder.c_str(), &found) != 0) return false;
  constexpr uint32_t lustre = 0x0bd00bd0, gpfs = 0x47504653, beegfs = 0x19830326, gfs2 = 0x01161970,
                     panfs = 0xaad7aaea;
  switch (static_cast<uint32_t>(found.f_type)) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case CIFS_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case CEPH_SUPER_MAGIC:
    case AFS_SUPER_MAGIC:
    case AFS_FS_MAGIC:
    case CODA_SUPER_MAGIC:
    case OCFS2_SUPER_MAGIC:
    case V9FS_MAGIC:
    case FUSE_SUPER_MAGIC:
    case lustre:
    case gpfs:
    case beegfs:
    case gfs2:
    case panfs:
      return true;
    default:
      return false;
  }
}

std::string folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

std::unique_ptr<ClaimKeeper> keeper(const std::string& path, ClaimKind kind,
                                    const ClaimTimes& times) {
  if (kind == ClaimKind::locks) return std::make_unique<ClaimLocks>(path);
  return std::make_unique<ClaimFiles>(claims_folder(path), times);
}
}  // namespace

std::string to_string(ClaimKind kind) { return kind == ClaimKind::locks ? "locks" : "files"; }

ClaimKind claim_kind(const std::string& path) {
  if (fs::exists(claims_folder(path))) return ClaimKind::files;
  if (ClaimLocks::held(path)) return ClaimKind::locks;
  if (const char* asked = std::getenv("ODELIA_CLAIMS"); asked && *asked) {
    const std::string kind = asked;
    if (kind == "files") return ClaimKind::files;
    if (kind == "locks") return ClaimKind::locks;
    throw std::invalid_argument(fmt::format(
        "ODELIA_CLAIMS: needs to be locks or files, got '{}'; leave it out to have it found",
        kind));
  }
  if (on_network(folder_of(path)) || !ClaimLocks::work(path)) return ClaimKind::files;
  return ClaimKind::locks;
}

Claims::Claims(const std::string& path) : Claims(path, claim_kind(path)) {}
Claims::Claims(const std::string& path, ClaimKind kind, const ClaimTimes& times)
    : kind_(kind), keeper_(keeper(path, kind, times)) {}

}  // namespace odelia
