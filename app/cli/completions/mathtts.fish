# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of mathtts for fish: the program itself knows what can follow.

function __mathtts_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (command mathtts --complete $words[2..-1] 2>/dev/null)
        if test "$line" = ":files"
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end

complete -c mathtts -f -a '(__mathtts_complete)'
