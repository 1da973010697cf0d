# Installs the build into an empty prefix, then configures, builds and runs tests/install/consumer
# against nothing but that prefix. Wants BUILD, SOURCE (this project's folders), CXX (the compiler)
# and runs in the current directory, which must be empty.

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(here ${CMAKE_CURRENT_BINARY_DIR})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${here}/prefix)

# What is installed must name neither the source tree, nor the build tree, nor our build flags.
file(GLOB_RECURSE package_files ${here}/prefix/*.cmake)
if(NOT package_files)
  message(FATAL_ERROR "No CMake package was installed under ${here}/prefix.")
endif()
foreach(file IN LISTS package_files)
  file(READ ${file} content)
  foreach(private IN ITEMS ${SOURCE} ${BUILD} -Wall -Werror -fsanitize)
    string(FIND "${content}" "${private}" found)
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "${file} names '${private}', which is no business of a user's build.")
    endif()
  endforeach()
endforeach()

# A source that includes every installed header, so that one which needs a header that is not
# installed is found out.
file(GLOB_RECURSE headers RELATIVE ${here}/prefix/include ${here}/prefix/include/*.h)
list(LENGTH headers count)
if(count LESS 10)
  message(FATAL_ERROR "Only ${count} headers were installed under ${here}/prefix/include.")
endif()
list(TRANSFORM headers REPLACE "(.+)" "#include \"\\1\"\n")
string(JOIN "" includes ${headers})
file(WRITE ${here}/every_header.cc "${includes}")

run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE}/tests/install/consumer -B ${here}/consumer
    -D CMAKE_CXX_COMPILER=${CXX} -D CMAKE_PREFIX_PATH=${here}/prefix
    -D EVERY_HEADER=${here}/every_header.cc)
run(${CMAKE_COMMAND} --build ${here}/consumer)
run(${here}/consumer/consumer)
run(${here}/consumer/consumer_of_base)
