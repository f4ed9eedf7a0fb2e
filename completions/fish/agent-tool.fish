function __agent-tool_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-tool_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-tool_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-tool_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-tool_parse_tokens -S
    set -l unparsed_tokens (__agent-tool_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-tool'
        __agent-tool_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'list'
            __agent-tool_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'describe'
            __agent-tool_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-tool_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-tool_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-tool_parse_subcommand -S -a positional_count
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

function __agent-tool_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-tool_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-tool_tokens -p)
    if test -z "$(__agent-tool_tokens -t)"
        set -l index (count (__agent-tool_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-tool' -f
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'list' -d 'List the tools there are'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'describe' -d 'Print what a tool takes and may do'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_positional "agent-tool" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-tool_complete_directories)'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" version' -l 'version' -d 'Show the version.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool describe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-tool' -n '__agent-tool_should_offer_completions_for_flags_or_options "agent-tool help" version' -l 'version' -d 'Show the version.'
