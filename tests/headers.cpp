// SPDX-License-Identifier: GPL-3.0-or-later
// The owner of the precompiled header of the tests: a target needs a source.
int main()
{
    return 0;
}
