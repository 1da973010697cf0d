#ifndef TWICETOLD_CLUSTER_CLUSTER_H_
#define TWICETOLD_CLUSTER_CLUSTER_H_

// Groups that hold: every member is verified against its representative, so nothing chains.
//
// Items are taken in the order the keep rule prefers. One joins the first representative it is
// a verified pair with, in that order; otherwise it is kept and represents a new cluster. So two
// laws hold: every member pairs with its representative (soundness), and no two representatives
// are a pair (completeness, as far as the pairs are complete).

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twicetold {

struct Cluster {
  uint32_t representative = 0;
  std::vector<uint32_t> members;  // in order of preference, without the representative
  friend bool operator==(const Cluster&, const Cluster&) = default;
};

// Clusters of `count` items under `pairs` (verified, any order, either way round, may repeat).
// `preference` lists all items, best first (each of 0..count-1 once). Only clusters with at least
// one member are given, in order of their representatives' preference. O((count + pairs) log).
// Thread-safe.
std::vector<Cluster> ClusterByRepresentative(uint32_t count, std::span<const uint32_t> preference,
                                             std::span<const std::pair<uint32_t, uint32_t>> pairs);

// Sets that only ever merge, with path halving and union by index: the least index of a set
// stands for it (Tarjan and van Leeuwen, JACM 1984).
class DisjointSets {
 public:
  explicit DisjointSets(uint32_t count);
  uint32_t Find(uint32_t item);
  // True when the two were apart.
  bool Unite(uint32_t a, uint32_t b);

 private:
  std::vector<uint32_t> parents_;
};

}  // namespace twicetold

#endif  // TWICETOLD_CLUSTER_CLUSTER_H_
