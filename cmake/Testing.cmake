# Tests, benchmarks and fuzzers, each declared by one function.
#
# One test file is one ctest entry: quick to start, and `tools/test -R words` runs one. Every entry
# runs in a working directory made fresh for it, and sees
#   TWICETOLD_SOURCE_DIR  this source tree
#   TWICETOLD_BINARY      the twicetold program
#   TWICETOLD_MANIFEST    what cmake/Module.cmake wrote about the modules
#   TWICETOLD_DATA        the folder of real texts, when configured or in the environment

# _twicetold_program(<target> <sources> <modules>): an executable of ours, linked with our modules.
function(_twicetold_program target sources modules)
  add_executable(${target} ${sources})
  list(TRANSFORM modules PREPEND twicetold::)
  target_link_libraries(${target} PRIVATE ${modules})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  twicetold_compile_as_ours(${target})
endfunction()

# _twicetold_add_test(<name> <labels> <command>...): a ctest entry in a fresh directory.
function(_twicetold_add_test name labels)
  add_test(NAME ${name} COMMAND ${CMAKE_COMMAND} -D DIRECTORY=${CMAKE_CURRENT_BINARY_DIR}/run/${name}
                                -P ${PROJECT_SOURCE_DIR}/cmake/RunFresh.cmake -- ${ARGN})
  set(environment TWICETOLD_SOURCE_DIR=${PROJECT_SOURCE_DIR}
                  TWICETOLD_MANIFEST=${PROJECT_BINARY_DIR}/twicetold-modules.tsv)
  if(TARGET twicetold)
    list(APPEND environment TWICETOLD_BINARY=$<TARGET_FILE:twicetold>)
  endif()
  if(TWICETOLD_DATA)
    list(APPEND environment TWICETOLD_DATA=${TWICETOLD_DATA})
  endif()
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${environment}" LABELS "${labels}"
                                          TIMEOUT 300)
endfunction()

# twicetold_test_library(NAME <name> SOURCES <file>... [MODULES <module>...] [LINK <target>...])
# Code that several tests share: oracles, readers of test data. Tests name it under SUPPORT.
function(twicetold_test_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;MODULES;LINK")
  set(target twicetold_test_${arg_NAME})
  add_library(${target} STATIC ${arg_SOURCES})
  list(TRANSFORM arg_MODULES PREPEND twicetold::)
  target_link_libraries(${target} PUBLIC ${arg_MODULES} PRIVATE ${arg_LINK})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
  twicetold_compile_as_ours(${target})
endfunction()

# twicetold_test(NAME <name> SOURCES <file>... [MODULES <module>...] [SUPPORT <test library>...]
#                [LABELS thread slow ...] [LINK <target>...])
# A GoogleTest file. The label "thread" has it run under the thread sanitizer.
function(twicetold_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;MODULES;SUPPORT;LABELS;LINK")
  set(target ${arg_NAME}_test)
  _twicetold_program(${target} "${arg_SOURCES}" "${arg_MODULES}")
  list(TRANSFORM arg_SUPPORT PREPEND twicetold_test_)
  target_link_libraries(${target} PRIVATE ${arg_SUPPORT} ${arg_LINK} GTest::gmock_main)
  if("thread" IN_LIST arg_LABELS)
    add_dependencies(thread_tests ${target})
  endif()
  _twicetold_add_test(${arg_NAME} "${arg_LABELS}" $<TARGET_FILE:${target}>)
endfunction()

# twicetold_benchmark(NAME <name> SOURCES <file>... [MODULES <module>...] [SUPPORT <test library>...]
#                     [CONSOLE] [ARGUMENTS <argument>...])
# A Google Benchmark program, bench/<name>_bench. ctest runs it for a moment only, to see it work.
# CONSOLE: a program with a main() of its own that measures quality, not time. ctest runs all of it;
# its status says whether what is required was reached, and a line with "skipped:" that it could not
# run. ARGUMENTS: what ctest runs it with, where all of it takes too long.
function(twicetold_benchmark)
  cmake_parse_arguments(PARSE_ARGV 0 arg "CONSOLE" "NAME" "SOURCES;MODULES;SUPPORT;ARGUMENTS")
  set(target ${arg_NAME}_bench)
  _twicetold_program(${target} "${arg_SOURCES}" "${arg_MODULES}")
  list(TRANSFORM arg_SUPPORT PREPEND twicetold_test_)
  target_link_libraries(${target} PRIVATE ${arg_SUPPORT})
  if(arg_CONSOLE)
    _twicetold_add_test(bench_${arg_NAME} bench $<TARGET_FILE:${target}> ${arg_ARGUMENTS})
    set_tests_properties(bench_${arg_NAME} PROPERTIES SKIP_REGULAR_EXPRESSION " skipped: ")
    return()
  endif()
  target_link_libraries(${target} PRIVATE benchmark::benchmark_main)
  _twicetold_add_test(bench_${arg_NAME} bench $<TARGET_FILE:${target}>
                      --benchmark_min_time=0.001)
endfunction()

# twicetold_fuzzer(NAME <name> SOURCES <file>... [MODULES <module>...] [LINK <target>...])
# A libFuzzer target (LLVMFuzzerTestOneInput) with seeds in fuzz/corpus/<name>/. In the fuzz build
# ctest fuzzes it for some seconds; in every other build the same source runs over the seeds.
function(twicetold_fuzzer)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;MODULES;LINK")
  set(target ${arg_NAME}_fuzzer)
  set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${arg_NAME})
  if(TWICETOLD_FUZZ)
    _twicetold_program(${target} "${arg_SOURCES}" "${arg_MODULES}")
    target_link_libraries(${target} PRIVATE ${arg_LINK})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    # Findings go to the fresh directory; the seeds are read, never written.
    _twicetold_add_test(fuzz_${arg_NAME} fuzz $<TARGET_FILE:${target}> -max_total_time=20
                        -timeout=10 -rss_limit_mb=2048 . ${seeds})
  else()
    _twicetold_program(${target} "${arg_SOURCES};run_seeds.cc" "${arg_MODULES}")
    target_link_libraries(${target} PRIVATE ${arg_LINK})
    _twicetold_add_test(fuzz_${arg_NAME} "" $<TARGET_FILE:${target}> ${seeds})
  endif()
endfunction()
