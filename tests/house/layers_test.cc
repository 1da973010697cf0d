// Holds every file of src/twicetold against the layers declared in CMake, and every file of the
// project against the rules of clean text. tests/house/rules_test.cc shows that the rules bite.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/house/rules.h"

namespace twicetold::house {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;

fs::path FromEnvironment(const char* name) {
  const char* const value = std::getenv(name);
  EXPECT_NE(value, nullptr) << name << " is not set: run this test through ctest";
  return value == nullptr ? fs::path() : fs::path(value);
}

fs::path SourceFolder() { return FromEnvironment("TWICETOLD_SOURCE_DIR"); }

std::string Content(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  EXPECT_TRUE(stream.good()) << path;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Files under root/folder with one of the extensions, relative to root, sorted. "" stands for
// files without an extension: the scripts.
std::vector<std::string> FilesUnder(const fs::path& root, const std::string& folder,
                                    const std::vector<std::string>& extensions) {
  std::vector<std::string> files;
  if (!fs::exists(root / folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() &&
        std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
      files.push_back(fs::relative(entry.path(), root).generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class LayersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto modules = ParseManifest(Content(FromEnvironment("TWICETOLD_MANIFEST")));
    ASSERT_TRUE(modules.ok()) << modules.status();
    modules_ = *std::move(modules);
    ASSERT_GE(modules_.size(), 10U);
    files_ = FilesUnder(SourceFolder() / "src", "twicetold", {".h", ".cc"});
    ASSERT_GE(files_.size(), 20U);
  }

  std::vector<Module> modules_;
  std::vector<std::string> files_;
};

TEST_F(LayersTest, EveryFileBelongsToOneModule) {
  EXPECT_THAT(CheckListing(modules_, files_), IsEmpty());
}

TEST_F(LayersTest, EveryIncludeIsAllowed) {
  for (const std::string& file : files_) {
    const Module* const module = ModuleOf(modules_, file);
    if (module == nullptr) continue;  // EveryFileBelongsToOneModule says so
    EXPECT_THAT(CheckIncludes(*module, file, Content(SourceFolder() / "src" / file)), IsEmpty());
  }
}

TEST(HouseTest, EveryHeaderHasTheGuardOfItsPath) {
  for (const std::string& file : FilesUnder(SourceFolder() / "src", "twicetold", {".h"})) {
    EXPECT_THAT(CheckGuard(file, Content(SourceFolder() / "src" / file)), IsEmpty());
  }
  for (const std::string folder : {"tests", "bench", "tools"}) {
    for (const std::string& file : FilesUnder(SourceFolder(), folder, {".h"})) {
      EXPECT_THAT(CheckGuard(file, Content(SourceFolder() / file)), IsEmpty());
    }
  }
}

TEST(HouseTest, TextIsClean) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> places = {
      {"src", {".h", ".cc", ".txt"}},
      {"tests", {".h", ".cc", ".cmake"}},
      {"bench", {".h", ".cc", ".txt"}},
      {"tools", {"", ".h", ".cc", ".txt"}},
      {"cmake", {".cmake", ".in"}},
      {"docs", {".md"}},
      {".ci", {""}}};
  for (const auto& [folder, extensions] : places) {
    for (const std::string& file : FilesUnder(SourceFolder(), folder, extensions)) {
      EXPECT_THAT(CheckCleanText(file, Content(SourceFolder() / file)), IsEmpty());
    }
  }
  const std::vector<std::string> at_the_top = {"", ".md", ".txt", ".json"};
  for (const fs::directory_entry& entry : fs::directory_iterator(SourceFolder())) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() &&
        std::find(at_the_top.begin(), at_the_top.end(), extension) != at_the_top.end()) {
      const std::string name = entry.path().filename().string();
      EXPECT_THAT(CheckCleanText(name, Content(entry.path())), IsEmpty());
    }
  }
}

}  // namespace
}  // namespace twicetold::house
