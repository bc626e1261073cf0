package io.tocsin.server.flags;

/** Scripts that make a shell ask a program, with {@code --completion-bash}, how to complete a line. */
public final class CompletionScript {
    /**
     * The word under the cursor counts only behind a flag, whose value it may be: half a flag, command or name would be an
     * error. Bash takes signs such as = for ends of words, hence the line is split again.
     */
    private static final String BASH = """
            # Completes the command lines of PROGRAM in bash: eval "$(PROGRAM --completion-script-bash)"
            _PROGRAM_completion() {
                local program=${1/#\\~\\//$HOME/} line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]}
                local -a typed
                read -ra typed <<<"$line"
                [[ $line == *[[:space:]] ]] || typed=("${typed[@]:0:${#typed[@]}-1}")
                COMPREPLY=($(compgen -W "$(_PROGRAM_options "$program" "$current" "${typed[@]:1}" 2>/dev/null)" -- "$current"))
            }
            _PROGRAM_options() {
                local program=$1 current=$2
                shift 2
                if [[ $current == -* ]]; then
                    "$program" --completion-bash "$@" --
                elif [[ ${*: -1} == --* ]]; then
                    "$program" --completion-bash "$@" "$current" || "$program" --completion-bash "$@"
                else
                    "$program" --completion-bash "$@"
                fi
            }
            complete -o default -F _PROGRAM_completion PROGRAM
            """;

    private static final String ZSH = """
            #compdef PROGRAM
            # Completes the command lines of PROGRAM in zsh: eval "$(PROGRAM --completion-script-zsh)"
            _PROGRAM() {
                local current=${words[CURRENT]}
                local -a typed choices
                typed=("${(@)words[2,CURRENT-1]}")
                choices=(${(f)"$(_PROGRAM_options ${~words[1]} "$current" "${(@)typed}" 2>/dev/null)"})
                compadd -a choices || [[ $current == -* ]] || _files
            }
            _PROGRAM_options() {
                local program=$1 current=$2
                shift 2
                if [[ $current == -* ]]; then
                    $program --completion-bash "$@" --
                elif [[ ${@[-1]} == --* ]]; then
                    $program --completion-bash "$@" "$current" || $program --completion-bash "$@"
                else
                    $program --completion-bash "$@"
                fi
            }
            if [[ ${funcstack[1]} == _PROGRAM ]]; then
                _PROGRAM "$@"
            else
                compdef _PROGRAM PROGRAM
            fi
            """;

    private CompletionScript() {}

    /** @param program as it is called in a shell: letters only */
    public static String bash(String program) {
        return BASH.replace("PROGRAM", program);
    }

    /** @param program as it is called in a shell: letters only */
    public static String zsh(String program) {
        return ZSH.replace("PROGRAM", program);
    }
}
