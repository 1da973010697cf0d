#include "twicetold/io/ignore_files.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/io/file.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestIgnoreFile = uint64_t{16} << 20;

fs::file_status StatusOf(const std::string& path) {
  std::error_code error;
  return fs::symlink_status(path, error);
}

absl::StatusOr<std::string> ReadIgnoreFile(const std::string& path) {
  absl::StatusOr<File> file = File::Open(path);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::string> text = file->ReadAll(kLargestIgnoreFile);
  if (absl::IsResourceExhausted(text.status())) {
    return absl::ResourceExhaustedError(
        "an ignore file of more than 16M is not read; shorten it or give --no-ignore");
  }
  return text;
}

// Empty when there is no such file.
IgnoreList ListAt(const std::string& path, std::vector<IgnoreTrouble>& troubles) {
  if (!fs::is_regular_file(StatusOf(path))) return IgnoreList();
  absl::StatusOr<std::string> text = ReadIgnoreFile(path);
  if (text.ok()) return IgnoreList(std::string_view(*text));
  troubles.push_back({path, text.status()});
  return IgnoreList();
}

bool IsRepository(const std::string& folder) { return fs::exists(StatusOf(folder + "/.git")); }

}  // namespace

IgnoreChain EnterFolder(IgnoreChain outer, const std::string& folder, size_t base,
                        std::vector<IgnoreTrouble>& troubles) {
  const bool repository = IsRepository(folder);
  if (repository) {
    // What the repository excludes stands behind every .gitignore, so it is a link of its own.
    auto excluded = std::make_shared<IgnoreFiles>();
    excluded->outer = std::move(outer);
    excluded->base = base;
    excluded->git = ListAt(folder + "/.git/info/exclude", troubles);
    excluded->repository = true;
    outer = std::move(excluded);
  }
  IgnoreFiles files;
  files.base = base;
  files.ours = ListAt(folder + "/.twicetoldignore", troubles);
  files.git = ListAt(folder + "/.gitignore", troubles);
  if (files.ours.empty() && files.git.empty()) return outer;
  files.outer = std::move(outer);
  return std::make_shared<const IgnoreFiles>(std::move(files));
}

Surrounding SurroundingOf(const std::string& folder, std::vector<IgnoreTrouble>& troubles) {
  Surrounding surrounding;
  std::error_code error;
  const fs::path inner = fs::canonical(folder, error);
  if (error) return surrounding;  // listing it will say why
  fs::path root = inner;
  while (!IsRepository(root.string())) {
    if (root == root.parent_path()) return surrounding;
    root = root.parent_path();
  }
  fs::path at = root;
  for (const fs::path& name : inner.lexically_relative(root)) {
    if (name == ".") break;  // the folder is the root
    surrounding.chain =
        EnterFolder(surrounding.chain, at.string(), surrounding.path.size(), troubles);
    at /= name;
    surrounding.path += Concat({name.string(), "/"});
  }
  return surrounding;
}

bool IsIgnored(const IgnoreChain& chain, std::string_view path, bool is_folder) {
  bool git_holds = true;
  for (const IgnoreFiles* files = chain.get(); files != nullptr; files = files->outer.get()) {
    const std::string_view below = path.substr(files->base);
    if (const auto said = files->ours.Decide(below, is_folder)) return *said;
    if (git_holds) {
      if (const auto said = files->git.Decide(below, is_folder)) return *said;
    }
    if (files->repository) git_holds = false;
  }
  return false;
}

}  // namespace twicetold
