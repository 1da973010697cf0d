# Finds the gumbo HTML5 parser, which Debian ships without a CMake package file.
# Defines the imported target gumbo::gumbo.
# Installed beside twicetold-config.cmake: a static twicetold needs it again at its users'.

find_path(gumbo_INCLUDE_DIR NAMES gumbo.h)
find_library(gumbo_LIBRARY NAMES gumbo)
mark_as_advanced(gumbo_INCLUDE_DIR gumbo_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(gumbo REQUIRED_VARS gumbo_LIBRARY gumbo_INCLUDE_DIR)

if(gumbo_FOUND AND NOT TARGET gumbo::gumbo)
  add_library(gumbo::gumbo UNKNOWN IMPORTED)
  set_target_properties(
    gumbo::gumbo PROPERTIES IMPORTED_LOCATION "${gumbo_LIBRARY}"
                            INTERFACE_INCLUDE_DIRECTORIES "${gumbo_INCLUDE_DIR}")
endif()
