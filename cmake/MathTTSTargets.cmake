# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of the project is built: language level, warnings, sanitizers, where it lands.

set(CMAKE_CXX_STANDARD 23) # C++20 plus the C++23 library parts that g++ 14 has (std::expected)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

find_program(CCACHE ccache)
if(CCACHE)
    # Without the sloppiness it would not keep what is compiled with a precompiled header; the rest lets another
    # checkout of the same sources find it.
    find_program(MATHTTS_ENV NAMES env) # starts ten times as fast as the one of CMake
    if(NOT MATHTTS_ENV)
        set(MATHTTS_ENV ${CMAKE_COMMAND} -E env)
    endif()
    set(CMAKE_CXX_COMPILER_LAUNCHER ${MATHTTS_ENV} CCACHE_SLOPPINESS=pch_defines,time_macros
                                    CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_library(mathtts-options INTERFACE)
if(MSVC)
    target_compile_options(mathtts-options INTERFACE /W4 /WX /utf-8)
else()
    target_compile_options(mathtts-options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                                     -Wnon-virtual-dtor -Werror)
endif()
if(MATHTTS_SANITIZE)
    target_compile_options(mathtts-options INTERFACE -fsanitize=${MATHTTS_SANITIZE} -fno-sanitize-recover=all
                                                     -fno-omit-frame-pointer)
    target_link_options(mathtts-options INTERFACE -fsanitize=${MATHTTS_SANITIZE})
endif()

# A static library NAME (alias MathTTS::ALIAS) of SOURCES; public HEADERS are installed below include/mathtts/.
function(add_mathtts_library name)
    cmake_parse_arguments(arg "" "ALIAS" "SOURCES;HEADERS" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    add_library(MathTTS::${arg_ALIAS} ALIAS ${name})
    set_target_properties(${name} PROPERTIES EXPORT_NAME ${arg_ALIAS})
    target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/core FILES ${arg_HEADERS})
    target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/core>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/mathtts>)
    target_compile_features(${name} PUBLIC cxx_std_23)
    target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:mathtts-options>)
    install(TARGETS ${name} EXPORT MathTTSTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
            FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mathtts)
endfunction()

# For targets that wait for people, files and networks: -O3 takes a quarter more of the time to compile them, and what
# they do takes as long without it. The engine keeps it.
function(compile_quickly)
    if(NOT MSVC)
        foreach(target ${ARGN})
            target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
        endforeach()
    endif()
endfunction()

# The export set and its config file, so that find_package(MathTTS) works after an installation.
function(install_mathtts_package)
    include(CMakePackageConfigHelpers)
    set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/MathTTS)
    install(EXPORT MathTTSTargets NAMESPACE MathTTS:: DESTINATION ${config_dir})
    configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/MathTTSConfig.cmake.in
                                  ${PROJECT_BINARY_DIR}/MathTTSConfig.cmake INSTALL_DESTINATION ${config_dir})
    write_basic_package_version_file(${PROJECT_BINARY_DIR}/MathTTSConfigVersion.cmake COMPATIBILITY SameMajorVersion)
    install(FILES ${PROJECT_BINARY_DIR}/MathTTSConfig.cmake ${PROJECT_BINARY_DIR}/MathTTSConfigVersion.cmake
            DESTINATION ${config_dir})
endfunction()
