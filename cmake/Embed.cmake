# Builds text files into the program: twicetold_embed(<target> <header> <namespace>
#   <constant> <file> ...) adds a source to the target that defines, for each pair,
#   const std::string_view <constant>       the bytes of the file, and
#   const std::string_view <constant>Hash   "sha256-" and their SHA-256 in base64, which is how a
#                                           Content-Security-Policy names an inline style or script.
# The header declares them. The source is made when a file changes, by this file run as a script;
# CMake has the digest in hexadecimal only, so base64 is spelt out below.

set(_twicetold_embed_script ${CMAKE_CURRENT_LIST_FILE})

function(twicetold_embed target header namespace)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target}_embedded.cc)
  set(pairs ${ARGN})
  set(files ${pairs})
  list(FILTER files INCLUDE REGEX "/")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D "OUTPUT=${output}" -D "HEADER=${header}" -D
            "NAMESPACE=${namespace}" -D "PAIRS=${pairs}" -P ${_twicetold_embed_script}
    DEPENDS ${files} ${_twicetold_embed_script}
    COMMENT "Embedding the files of ${target}"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()

# Hexadecimal digits of a SHA-256 (64 of them) as base64: three bytes make four characters, and of
# the last group two bytes are there.
function(_twicetold_base64 hex result)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(APPEND hex "00")
  set(text "")
  foreach(group RANGE 0 60 6)
    string(SUBSTRING "${hex}" ${group} 6 digits)
    math(EXPR bits "0x${digits}")
    foreach(shift 18 12 6 0)
      math(EXPR index "(${bits} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${index} 1 character)
      string(APPEND text "${character}")
    endforeach()
  endforeach()
  # The group from 60 is the last: its fourth character stands for the byte put in.
  string(SUBSTRING "${text}" 0 43 text)
  set(${result} "${text}=" PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  set(source "#include \"${HEADER}\"\n\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n")
  while(PAIRS)
    list(POP_FRONT PAIRS constant file)
    file(READ "${file}" text)
    file(SHA256 "${file}" hex)
    _twicetold_base64(${hex} base64)
    if(text MATCHES "\\)embedded\"|</(style|script)|<!--")
      message(FATAL_ERROR "${file}: holds '${CMAKE_MATCH_0}', which would end where it is put.")
    endif()
    string(APPEND source "const std::string_view ${constant} = R\"embedded(${text})embedded\";\n"
                         "const std::string_view ${constant}Hash = \"sha256-${base64}\";\n\n")
  endwhile()
  string(APPEND source "}  // namespace ${NAMESPACE}\n")
  file(WRITE "${OUTPUT}" "${source}")
endif()
