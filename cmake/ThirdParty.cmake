# The libraries of others: one entry each, with the target we link, the CMake package that provides
# it, and the headers by which the layer test (tests/house/layers_test.cc) knows it.
#
# A target that exists already wins over find_package, so a project that builds its own Abseil or
# simdjson and adds twicetold as a subdirectory gets one copy. What an installed module links is
# found again by twicetold-config.cmake, because a static library carries its needs to its users.

# twicetold_third_party(<target> PACKAGE <find_package arguments...> HEADERS <include prefix>...
#                       [PROGRAM_ONLY])
# PROGRAM_ONLY: only the command-line program needs it; users of the library do not.
function(twicetold_third_party target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PROGRAM_ONLY" "" "PACKAGE;HEADERS")
  set_property(GLOBAL PROPERTY TWICETOLD_HEADERS_OF_${target} "${arg_HEADERS}")
  if(arg_PROGRAM_ONLY AND NOT TWICETOLD_PROGRAM)
    return()
  endif()
  if(NOT TARGET ${target})
    find_package(${arg_PACKAGE} REQUIRED)
  endif()
  if(NOT arg_PROGRAM_ONLY)
    string(JOIN " " package ${arg_PACKAGE})
    set_property(
      GLOBAL APPEND_STRING
      PROPERTY TWICETOLD_FIND_DEPENDENCIES
               "if(NOT TARGET ${target})\n  find_dependency(${package})\nendif()\n")
  endif()
endfunction()

twicetold_third_party(Threads::Threads PACKAGE Threads)
twicetold_third_party(absl::status PACKAGE absl HEADERS absl/)
twicetold_third_party(xxHash::xxhash PACKAGE xxhash MODULE HEADERS xxhash.h xxh3.h)
twicetold_third_party(hwy::hwy PACKAGE hwy CONFIG HEADERS hwy/)
# Highway leaves the newer AVX-512 out unless asked; every file of kernels must agree.
target_compile_definitions(hwy::hwy INTERFACE HWY_WANT_AVX3_DL)
twicetold_third_party(ICU::uc PACKAGE ICU COMPONENTS uc HEADERS unicode/)
twicetold_third_party(simdjson::simdjson PACKAGE simdjson CONFIG HEADERS simdjson.h)
twicetold_third_party(gumbo::gumbo PACKAGE gumbo MODULE HEADERS gumbo.h)
twicetold_third_party(md4c::md4c PACKAGE md4c CONFIG HEADERS md4c.h)
twicetold_third_party(tomlplusplus::tomlplusplus PACKAGE tomlplusplus CONFIG HEADERS toml++/)
twicetold_third_party(ZLIB::ZLIB PACKAGE ZLIB HEADERS zlib.h)
twicetold_third_party(zstd::libzstd_shared PACKAGE zstd CONFIG HEADERS zstd.h zstd_errors.h)
twicetold_third_party(CLI11::CLI11 PACKAGE CLI11 CONFIG HEADERS CLI/ PROGRAM_ONLY)
