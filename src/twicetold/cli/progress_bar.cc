#include "twicetold/cli/progress_bar.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};
constexpr size_t kWidestBar = 40;
constexpr size_t kNarrowestBar = 8;

// "640", "37.2 M": three or four digits, cut, never rounded up.
std::string Scaled(double value) {
  constexpr std::array<std::string_view, 5> kUnits = {"", " k", " M", " G", " T"};
  size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  const auto tenths = static_cast<uint64_t>(value * 10);
  std::string text = std::to_string(tenths / 10);
  if (unit > 0) text += Concat({".", std::to_string(tenths % 10)});
  return Concat({text, kUnits[unit]});
}

// "0:07", "1:02:03".
std::string Duration(double seconds) {
  const auto two = [](uint64_t value) {
    return Concat({value < 10 ? "0" : "", std::to_string(value)});
  };
  const auto whole = static_cast<uint64_t>(std::llround(seconds));
  const uint64_t hours = whole / 3600;
  const uint64_t minutes = whole / 60 % 60;
  return hours > 0 ? Concat({std::to_string(hours), ":", two(minutes), ":", two(whole % 60)})
                   : Concat({std::to_string(minutes), ":", two(whole % 60)});
}

std::string Bar(double share, size_t width) {
  const auto full = static_cast<size_t>(share * static_cast<double>(width));
  return Concat({"  [", std::string(full, '#'), std::string(width - full, '.'), "]"});
}

}  // namespace

ProgressBar::ProgressBar(std::ostream& err, size_t width, Clock clock)
    : err_(err), width_(std::max<size_t>(width, 2) - 1), clock_(std::move(clock)) {}

ProgressBar::~ProgressBar() { Erase(); }

void ProgressBar::Begin(std::string_view stage, uint64_t total, std::string_view unit) {
  Erase();
  stage_ = stage;
  unit_ = unit;
  total_ = total;
  begun_ = clock_();
  next_ = begun_ + kBetweenDrawings;
}

void ProgressBar::Advance(uint64_t done) {
  const std::chrono::nanoseconds now = clock_();
  if (now < next_) return;
  next_ = now + kBetweenDrawings;
  const std::string line = Line(done, now - begun_);
  err_ << '\r' << line;
  // What is left of a longer line.
  if (line.size() < drawn_) err_ << std::string(drawn_ - line.size(), ' ');
  drawn_ = line.size();
  err_.flush();
}

void ProgressBar::End() { Erase(); }

std::string ProgressBar::Line(uint64_t done, std::chrono::nanoseconds elapsed) const {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0.0;
  // More than the total may be done where the total was an estimate.
  const double share =
      total_ == 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
  std::string figures;
  const auto add = [&](const std::string& part) {
    if (stage_.size() + figures.size() + part.size() <= width_) figures += part;
  };
  if (total_ > 0) {
    const std::string percent = std::to_string(static_cast<int>(share * 100));
    add(Concat({"  ", std::string(3 - percent.size(), ' '), percent, " %"}));
  }
  add(Concat({"  ", Scaled(static_cast<double>(done)), " ", unit_}));
  add(Concat({"  ", Scaled(rate), "/s"}));
  if (total_ > done && done > 0) {
    add(Concat({"  ", Duration(static_cast<double>(total_ - done) / rate), " left"}));
  }
  std::string line = stage_;
  const size_t used = stage_.size() + figures.size() + std::string_view("  []").size();
  if (total_ > 0 && used + kNarrowestBar <= width_) {
    line += Bar(share, std::min(kWidestBar, width_ - used));
  }
  return Concat({line, figures}).substr(0, width_);
}

void ProgressBar::Erase() {
  if (drawn_ == 0) return;
  err_ << '\r' << std::string(drawn_, ' ') << '\r';
  err_.flush();
  drawn_ = 0;
}

std::unique_ptr<Progress> ProgressFor(const Surroundings& surroundings, bool quiet) {
  if (quiet || !surroundings.err_is_terminal || !surroundings.clock) return nullptr;
  return std::make_unique<ProgressBar>(*surroundings.err, surroundings.err_width,
                                       surroundings.clock);
}

}  // namespace twicetold
