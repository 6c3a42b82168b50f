# The steps that packaging/run, tests/run and tests/check share.  To be sourced; needs $root, the project's folder.

# A line of progress, on standard error: standard output belongs to what was asked for.
step() { printf '==> %s\n' "$*" >&2; }

# Asks only where somebody can answer.
install_dependencies() {
    if "$root/packaging/install-dependencies" --check 2>/dev/null; then return; fi
    step "Installing what is missing"
    if [ -t 0 ] && [ -z "${MATHTTS_YES:-}" ]; then
        "$root/packaging/install-dependencies" >&2
    else
        "$root/packaging/install-dependencies" --yes >&2
    fi
}

# build_targets TARGET...: configures build/release if that was not done, and builds.
build_targets() {
    step "Building ${*} (build/release)"
    (
        cd "$root"
        [ -f build/release/build.ninja ] || cmake --preset release >&2
        cmake --build --preset release --target "$@" >&2
    )
}
