function __agent_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent_parse_tokens -S
    set -l unparsed_tokens (__agent_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent'
        __agent_parse_subcommand -r 1 's/session=' 'c/continue' 'new' 'e/execute=+' 'raw' 'm/model=' 'provider=' 'base-url=' 'w' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __agent_parse_subcommand -r 1 'version'
        end
    end
end

function __agent_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __agent_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent_tokens -p)
    if test -z "$(__agent_tokens -t)"
        set -l index (count (__agent_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent' -f
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" s session' -l 'session' -s 's' -d 'Session: an id, latest, new, or a title.' -rfka '(__agent_custom_completion ---completion -- --session (count (__agent_tokens -pc)) (__agent_tokens -tC))'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" c continue' -s 'c' -l 'continue' -d 'Go on in the latest session (default).'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" new' -l 'new' -d 'Begin a new session.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent"' -s 'e' -l 'execute' -d 'Run a line and leave; may be repeated.' -rfka ''
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" raw' -l 'raw' -d 'Show formulas as they were written.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" m model' -l 'model' -s 'm' -d 'The model.' -rfka ''
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" provider' -l 'provider' -d 'The dialect of the server.' -rfka ''
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" base-url' -l 'base-url' -d 'Prefix of the endpoint.' -rfka ''
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" w' -s 'w' -d 'Tools may write to the workspace.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent_complete_directories)'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" version' -l 'version' -d 'Show the version.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent' -n '__agent_should_offer_completions_for_positional "agent" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent' -n '__agent_should_offer_completions_for_flags_or_options "agent help" version' -l 'version' -d 'Show the version.'
