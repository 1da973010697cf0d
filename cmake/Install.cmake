# `cmake --install`: the static libraries, their headers and the files by which
# find_package(twicetold) gives a user the target twicetold::twicetold (all of the library) or one
# module of it (twicetold::text).

include(CMakePackageConfigHelpers)
set(TWICETOLD_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/twicetold)

install(TARGETS twicetold_twicetold EXPORT twicetold-targets)
install(
  EXPORT twicetold-targets
  NAMESPACE twicetold::
  DESTINATION ${TWICETOLD_CONFIG_DIR})

get_property(TWICETOLD_FIND_DEPENDENCIES GLOBAL PROPERTY TWICETOLD_FIND_DEPENDENCIES)
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/twicetold-config.cmake.in
  ${PROJECT_BINARY_DIR}/twicetold-config.cmake INSTALL_DESTINATION ${TWICETOLD_CONFIG_DIR})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/twicetold-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES ${PROJECT_BINARY_DIR}/twicetold-config.cmake
        ${PROJECT_BINARY_DIR}/twicetold-config-version.cmake
        ${CMAKE_CURRENT_LIST_DIR}/Findxxhash.cmake ${CMAKE_CURRENT_LIST_DIR}/Findgumbo.cmake
  DESTINATION ${TWICETOLD_CONFIG_DIR})
