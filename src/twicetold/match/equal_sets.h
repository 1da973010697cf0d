#ifndef TWICETOLD_MATCH_EQUAL_SETS_H_
#define TWICETOLD_MATCH_EQUAL_SETS_H_

// Sets with equal ones together, so that the exact joins look at each content once. Equal sets are
// proposed by their hash and compared in full.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twicetold {

class EqualSets {
 public:
  enum class Order { kFirstMember, kSize };  // equal sizes by first member

  // Of all `sets` that are not empty, in an order of kinds.
  EqualSets(std::span<const std::vector<uint64_t>> sets, Order order, int threads);

  // Kind by kind: the set, and the indices of all that are equal to it, ascending.
  std::span<const std::span<const uint64_t>> sets() const { return sets_; }
  std::span<const uint32_t> Members(size_t kind) const {
    return std::span(members_).subspan(begins_[kind], begins_[kind + 1] - begins_[kind]);
  }

 private:
  std::vector<std::span<const uint64_t>> sets_;
  std::vector<uint32_t> members_;
  std::vector<size_t> begins_;
};

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_EQUAL_SETS_H_
