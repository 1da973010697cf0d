# cmake -D DIRECTORY=<dir> -P RunFresh.cmake -- <command>...
# Runs the command in a directory that is empty at the start, so that no test sees what another, or
# the run before, left behind. Fails when the command does.

set(command "")
set(seen_separator FALSE)
foreach(index RANGE 1 ${CMAKE_ARGC})
  set(argument "${CMAKE_ARGV${index}}")
  if(index EQUAL CMAKE_ARGC)
    break()
  elseif(seen_separator)
    list(APPEND command "${argument}")
  elseif(argument STREQUAL "--")
    set(seen_separator TRUE)
  endif()
endforeach()

file(REMOVE_RECURSE "${DIRECTORY}")
file(MAKE_DIRECTORY "${DIRECTORY}")
execute_process(COMMAND ${command} WORKING_DIRECTORY "${DIRECTORY}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The test ended with: ${result}. Its working directory: ${DIRECTORY}")
endif()
