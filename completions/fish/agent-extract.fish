function __agent-extract_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-extract_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-extract_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-extract_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-extract_parse_tokens -S
    set -l unparsed_tokens (__agent-extract_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-extract'
        __agent-extract_parse_subcommand -r 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'chunk-tokens=' 'overlap=' 'pages=' 'main' 'full' 'include=' 'tables=' 'password-file=' 'type=' 'max-tokens=' 'max-bytes=' 'max-files=' 'time-limit=' 'tree' 'no-ignore' 'formats' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __agent-extract_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-extract_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-extract_parse_subcommand -S -a positional_count
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

function __agent-extract_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-extract_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-extract_tokens -p)
    if test -z "$(__agent-extract_tokens -t)"
        set -l index (count (__agent-extract_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-extract' -f
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_positional "agent-extract" -ge 1' -F
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-extract_complete_directories)'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" chunk-tokens' -l 'chunk-tokens' -d 'Cut records at N tokens, and at headings.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" overlap' -l 'overlap' -d 'Begin each record with the last N tokens of the one before.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" pages' -l 'pages' -d 'Only these pages, such as 3-7 or 1,4-.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" main' -l 'main' -d 'The main content of a web page, or all of it (default).'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" full' -l 'full' -d 'The main content of a web page, or all of it (default).'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" include' -l 'include' -d 'What is left out otherwise: comments, headers, hidden, changes.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" tables' -l 'tables' -d 'Spell tables as pipe, html or auto.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" password-file' -l 'password-file' -d 'The first line of FILE is the password.' -rF
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" type' -l 'type' -d 'Take the input for this media type.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" max-tokens' -l 'max-tokens' -d 'End the output after N tokens.' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" max-bytes' -l 'max-bytes' -d 'Refuse inputs of more than N bytes [1 GiB; 2 MiB for text in folders].' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" max-files' -l 'max-files' -d 'Refuse folders of more than N files [50000].' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" time-limit' -l 'time-limit' -d 'Give up on an input after this time [60s].' -rfka ''
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" tree' -l 'tree' -d 'Draw folders as trees instead of reading their files.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" no-ignore' -l 'no-ignore' -d 'Read what ignore files and the built-in list leave out, too.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" formats' -l 'formats' -d 'List the formats, which are ready, and what the others need.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" version' -l 'version' -d 'Show the version.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_positional "agent-extract" -eq 2' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-extract' -n '__agent-extract_should_offer_completions_for_flags_or_options "agent-extract help" version' -l 'version' -d 'Show the version.'
