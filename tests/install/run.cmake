# SPDX-License-Identifier: GPL-3.0-or-later
# Installs BUILD into a prefix of its own, builds the consumer against it, runs both: cmake -D BUILD=... -D WORK=... -P run.cmake
function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY COMMAND_ECHO STDOUT)
endfunction()

if(SANITIZE)
    set(flags -D "CMAKE_CXX_FLAGS=-fsanitize=${SANITIZE}")
endif()
file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -G Ninja -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${WORK}/consumer -D CMAKE_PREFIX_PATH=${WORK}/prefix
    ${flags})
run(${CMAKE_COMMAND} --build ${WORK}/consumer)
run(${WORK}/consumer/consumer)
run(${WORK}/prefix/bin/mathtts text x^2)
