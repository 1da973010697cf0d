# How our own code is compiled: warnings and sanitizers.
#
# They sit on one interface target that our libraries, program and tests link privately and that is
# never installed, so a user's build keeps its own flags. Warnings are errors only under
# TWICETOLD_DEVELOPER: a newer compiler's new warning must not break a user's build.

add_library(twicetold_build_options INTERFACE)

target_compile_options(
  twicetold_build_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                    -Wsign-conversion -Wold-style-cast)
if(TWICETOLD_DEVELOPER)
  target_compile_options(twicetold_build_options INTERFACE -Werror)
endif()

if(TWICETOLD_SANITIZE)
  # "address,undefined" or "thread"; the compiler itself refuses combinations it cannot make.
  set(sanitize -fsanitize=${TWICETOLD_SANITIZE} -fno-omit-frame-pointer)
  target_compile_options(twicetold_build_options INTERFACE ${sanitize} -fno-sanitize-recover=all)
  target_link_options(twicetold_build_options INTERFACE ${sanitize})
endif()

if(TWICETOLD_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "TWICETOLD_FUZZ needs Clang (libFuzzer): use `cmake --preset fuzz`.")
  endif()
  # Coverage feedback in the library; the fuzzing engine itself is linked by each fuzzer only.
  target_compile_options(twicetold_build_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(twicetold_build_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# twicetold_compile_as_ours(<target>): the flags above, C++20 without extensions, and, in the tidy
# build, a rebuild when the rules of clang-tidy change.
function(twicetold_compile_as_ours target)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:twicetold_build_options>)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  if(CMAKE_CXX_CLANG_TIDY)
    get_target_property(sources ${target} SOURCES)
    set_property(
      SOURCE ${sources}
      TARGET_DIRECTORY ${target}
      PROPERTY OBJECT_DEPENDS ${PROJECT_SOURCE_DIR}/.clang-tidy
               ${PROJECT_SOURCE_DIR}/tests/.clang-tidy)
  endif()
endfunction()
