// --output: a result file that appears whole or not at all, whatever happens meanwhile.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kTwice =
    "The miller's cat slept on the scales until the corn was sold.\n\n"
    "Everyone knew why the miller's cat slept on the scales until the corn was sold.\n";

std::vector<std::string> Names(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  return names;
}

class OutputFileTest : public ::testing::Test {
 protected:
  OutputFileTest() {
    folder_.Write("cat.txt", kTwice);
    fs::create_directory("out");
    printed_ = RunTwicetold({"check", "cat.txt"}).out;
  }
  FreshFolder folder_;
  std::string printed_;
};

TEST_F(OutputFileTest, HoldsWhatWouldHaveBeenPrinted) {
  const ProgramResult result = RunTwicetold({"check", "cat.txt", "--output", "out/r.txt"});
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.out + result.err, "");
  EXPECT_EQ(ReadWhole("out/r.txt"), printed_);
  EXPECT_THAT(Names("out"), ElementsAre("r.txt"));
  EXPECT_EQ(RunTwicetold({"check", "cat.txt", "--output", "-"}).out, printed_);
  EXPECT_EQ(RunTwicetold({"check", "cat.txt", "--output", "/dev/stdout"}).out, printed_);
}

TEST_F(OutputFileTest, KeepsPermissionsAndFollowsLinks) {
  folder_.Write("out/real.txt", "old");
  ASSERT_EQ(chmod("out/real.txt", 0640), 0);
  fs::create_symlink("out/real.txt", "link");
  fs::create_symlink("out/new.txt", "dangling");
  EXPECT_EQ(RunTwicetold({"check", "cat.txt", "--output", "link"}).status, 1);
  EXPECT_TRUE(fs::is_symlink("link"));
  EXPECT_EQ(ReadWhole("out/real.txt"), printed_);
  EXPECT_EQ(fs::status("out/real.txt").permissions(), fs::perms{0640});
  EXPECT_EQ(RunTwicetold({"check", "cat.txt", "--output", "dangling"}).status, 1);
  EXPECT_EQ(ReadWhole("out/new.txt"), printed_);
}

TEST_F(OutputFileTest, TroubleIsToldAndLeavesNothing) {
  const auto trouble = [](const std::string& path) {
    const ProgramResult result = RunTwicetold({"check", "cat.txt", "--output", path});
    EXPECT_EQ(result.status, 2) << path;
    return result.err;
  };
  EXPECT_THAT(trouble("no/r.txt"), HasSubstr("no/r.txt: there is no such folder"));
  EXPECT_THAT(trouble("cat.txt/r.txt"), HasSubstr("there is no such folder"));
  EXPECT_THAT(trouble("out"), HasSubstr("out: is a folder"));
  EXPECT_THAT(trouble("/dev/full"), HasSubstr("/dev/full: the disk (or your share of it) is full"));
  EXPECT_THAT(trouble("cat.txt"), HasSubstr("cat.txt: is one of the inputs"));
  EXPECT_EQ(ReadWhole("cat.txt"), kTwice);
  folder_.Write("out/r.txt", "old");
  EXPECT_EQ(RunTwicetold({"check", "gone.txt", "--recipe", "gone", "--output", "out/r.txt"}).status,
            2);
  EXPECT_EQ(ReadWhole("out/r.txt"), "old");
  EXPECT_THAT(Names("out"), ElementsAre("r.txt"));
}

// Starts the program in a child that calls `prepare` first.
template <typename Prepare>
pid_t Start(const std::vector<std::string>& arguments, Prepare prepare) {
  std::vector<std::string> words = {"twicetold"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const char* const binary = std::getenv("TWICETOLD_BINARY");
  const pid_t child = fork();
  if (child != 0) return child;
  prepare();
  execv(binary, pointers.data());
  _exit(127);
}

TEST_F(OutputFileTest, AFileSizeLimitIsTrouble) {
  folder_.Write("out/r.txt", "old");
  const pid_t child = Start({"check", "cat.txt", "--output", "out/r.txt"}, [] {
    const rlimit limit{16, 16};
    setrlimit(RLIMIT_FSIZE, &limit);
  });
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_EQ(ReadWhole("out/r.txt"), "old");
  EXPECT_THAT(Names("out"), ElementsAre("r.txt"));
}

TEST_F(OutputFileTest, ASignalEndsItAndRemovesThePart) {
  ASSERT_EQ(mkfifo("slow", 0600), 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    folder_.Write("out/r.txt", "old");
    const pid_t child = Start({"check", "slow", "--output", "out/r.txt"}, [] {
      for (const int handled : {SIGINT, SIGTERM, SIGHUP}) std::signal(handled, SIG_DFL);
    });
    // The temporary file is made before the input is opened, which waits for a writer.
    for (int i = 0; i < 1000 && Names("out").size() < 2; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(Names("out").size(), 2U);
    kill(child, signal);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), signal);
    EXPECT_THAT(Names("out"), ElementsAre("r.txt"));
    EXPECT_EQ(ReadWhole("out/r.txt"), "old");
  }
}

TEST_F(OutputFileTest, QuietAndVerbose) {
  folder_.Write("once.txt", "Nothing in here is told a second time.\n");
  const ProgramResult nothing = RunTwicetold({"check", "--quiet", "once.txt"});
  EXPECT_EQ(nothing.status, 0);
  EXPECT_EQ(nothing.out + nothing.err, "");
  const ProgramResult quiet = RunTwicetold({"check", "--quiet", "cat.txt"});
  EXPECT_EQ(quiet.status, 1);
  EXPECT_THAT(quiet.out, ::testing::StartsWith("R1  "));
  EXPECT_THAT(RunTwicetold({"check", "--quiet", "gone.txt"}).err, HasSubstr("gone.txt"));
  EXPECT_EQ(RunTwicetold({"compare", "--quiet", "cat.txt", "once.txt"}).out, "");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"check", "cat.txt", "--verbose"}, {"compare", "cat.txt", "once.txt", "--verbose"}}) {
    const std::string err = RunTwicetold(arguments).err;
    EXPECT_THAT(err, HasSubstr("read cat.txt: text, "));
    EXPECT_THAT(err, HasSubstr("reading and comparing took "));
    EXPECT_THAT(err, HasSubstr("limits: --max-document-bytes 67108864"));
  }
}

}  // namespace
}  // namespace twicetold::testing
