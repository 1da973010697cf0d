# A folder of src/twicetold is a module, a target and a layer. This file makes it so.
#
# twicetold_module(
#   NAME text              the folder, and the target twicetold::text
#   LAYER 1                modules may depend on lower layers only; neighbours are strangers
#   SOURCES words.cc       relative to the folder, one a line, never globbed
#   HEADERS words.h        likewise; all are installed, each must compile alone
#   PRIVATE_HEADERS x.h    likewise, for this module's .cc files only: never installed, and never
#                          included by a header of HEADERS
#   DEPENDS base           modules this one may include: exactly these, not what they include
#   ABSEIL absl::status    Abseil targets its headers or sources use
#   THIRD_PARTY ICU::uc    libraries of others, for its .cc files only (cmake/ThirdParty.cmake)
#   [PROGRAM_ONLY])        part of the program, not of the installed library
#
# CMake checks the layers as they are declared; tests/house/layers_test.cc holds the #includes of
# every file against the manifest that twicetold_write_manifest() leaves in the build directory.

function(twicetold_module)
  cmake_parse_arguments(PARSE_ARGV 0 arg "PROGRAM_ONLY" "NAME;LAYER"
                        "SOURCES;HEADERS;PRIVATE_HEADERS;DEPENDS;ABSEIL;THIRD_PARTY")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "twicetold_module(${arg_NAME}): unknown '${arg_UNPARSED_ARGUMENTS}'.")
  endif()
  _twicetold_check_layer(${arg_NAME} ${arg_LAYER} "${arg_DEPENDS}")
  _twicetold_record_module(${arg_NAME} ${arg_LAYER} "${arg_DEPENDS}" "${arg_THIRD_PARTY}"
                           "${arg_SOURCES};${arg_HEADERS};${arg_PRIVATE_HEADERS}")
  if(arg_PROGRAM_ONLY AND NOT TWICETOLD_PROGRAM)
    return()
  endif()

  set(target twicetold_${arg_NAME})
  list(TRANSFORM arg_SOURCES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/${arg_NAME}/)
  list(TRANSFORM arg_HEADERS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/${arg_NAME}/)
  list(TRANSFORM arg_DEPENDS PREPEND twicetold::)

  # A module of headers alone is an interface library: nothing to archive, all else alike.
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    set(public PUBLIC)
    target_link_libraries(${target} PRIVATE ${arg_THIRD_PARTY})
    twicetold_compile_as_ours(${target})
  else()
    add_library(${target} INTERFACE)
    set(public INTERFACE)
  endif()
  add_library(twicetold::${arg_NAME} ALIAS ${target})
  target_link_libraries(${target} ${public} ${arg_DEPENDS} ${arg_ABSEIL})
  target_compile_features(${target} ${public} cxx_std_20)
  target_sources(${target} ${public} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES
                 ${arg_HEADERS})
  set_target_properties(
    ${target}
    PROPERTIES EXPORT_NAME ${arg_NAME}
               POSITION_INDEPENDENT_CODE ON
               VERIFY_INTERFACE_HEADER_SETS ON)

  if(NOT arg_PROGRAM_ONLY)
    target_link_libraries(twicetold_twicetold INTERFACE twicetold::${arg_NAME})
    if(TWICETOLD_INSTALL)
      install(
        TARGETS ${target}
        EXPORT twicetold-targets
        FILE_SET HEADERS)
    endif()
  endif()
endfunction()

# A dependency must be declared already and stand in a lower layer.
function(_twicetold_check_layer name layer depends)
  foreach(dependency IN LISTS depends)
    get_property(its_layer GLOBAL PROPERTY TWICETOLD_LAYER_OF_${dependency})
    if("${its_layer}" STREQUAL "")
      message(FATAL_ERROR "Module '${name}' depends on '${dependency}', which is not declared "
                          "before it in src/twicetold/CMakeLists.txt.")
    elseif(NOT its_layer LESS layer)
      message(FATAL_ERROR "Module '${name}' of layer ${layer} depends on '${dependency}' of layer "
                          "${its_layer}; a module sees lower layers only.")
    endif()
  endforeach()
  set_property(GLOBAL PROPERTY TWICETOLD_LAYER_OF_${name} ${layer})
endfunction()

# Adds the module to the manifest: lines of "key<TAB>value", a "module" line opening each module.
function(_twicetold_record_module name layer depends third_party files)
  set(text "module\t${name}\nlayer\t${layer}\n")
  foreach(dependency IN LISTS depends)
    string(APPEND text "depends\t${dependency}\n")
  endforeach()
  foreach(library IN LISTS third_party)
    get_property(
      known GLOBAL
      PROPERTY TWICETOLD_HEADERS_OF_${library}
      SET)
    if(NOT known)
      message(FATAL_ERROR "Module '${name}' links '${library}': declare it in "
                          "cmake/ThirdParty.cmake first.")
    endif()
    get_property(prefixes GLOBAL PROPERTY TWICETOLD_HEADERS_OF_${library})
    foreach(prefix IN LISTS prefixes)
      string(APPEND text "third_party\t${prefix}\n")
    endforeach()
  endforeach()
  foreach(file IN LISTS files)
    if(file)
      string(APPEND text "file\ttwicetold/${name}/${file}\n")
    endif()
  endforeach()
  set_property(GLOBAL APPEND_STRING PROPERTY TWICETOLD_MANIFEST "${text}")
endfunction()

# Writes the manifest of all modules declared so far.
function(twicetold_write_manifest path)
  get_property(text GLOBAL PROPERTY TWICETOLD_MANIFEST)
  file(CONFIGURE OUTPUT "${path}" CONTENT "${text}" @ONLY)
endfunction()
