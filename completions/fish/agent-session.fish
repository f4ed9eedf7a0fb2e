function __agent-session_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-session_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-session_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-session_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-session_parse_tokens -S
    set -l unparsed_tokens (__agent-session_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-session'
        __agent-session_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'list'
            __agent-session_parse_subcommand 0 'limit=' 'since=' 'cwd=' 'all' '0/null' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'show'
            __agent-session_parse_subcommand 1 'turn=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'new'
            __agent-session_parse_subcommand 0 'title=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'rename'
            __agent-session_parse_subcommand -r 2 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'fork'
            __agent-session_parse_subcommand 1 'at=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'append'
            __agent-session_parse_subcommand 1 'create' 'durability=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'compact'
            __agent-session_parse_subcommand 1 'm/model=' 'provider=' 'base-url=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'archive'
            __agent-session_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'delete'
            __agent-session_parse_subcommand -r 1 'yes' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'export'
            __agent-session_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'import'
            __agent-session_parse_subcommand 1 'title=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'fsck'
            __agent-session_parse_subcommand -r 1 'repair' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'blob'
            __agent-session_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'status'
            __agent-session_parse_subcommand 1 'follow' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'follow'
            __agent-session_parse_subcommand 1 'all' 'type=+' 'from=' 'deltas' 'timeout=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'interrupt'
            __agent-session_parse_subcommand -r 2 'finish' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'send'
            __agent-session_parse_subcommand -r 2 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'undo'
            __agent-session_parse_subcommand 1 'force' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'next'
            __agent-session_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'previous'
            __agent-session_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-session_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-session_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-session_parse_subcommand -S -a positional_count
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

function __agent-session_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-session_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-session_tokens -p)
    if test -z "$(__agent-session_tokens -t)"
        set -l index (count (__agent-session_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-session' -f
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'list' -d 'List sessions, newest event first'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'show' -d 'Show what was said and done'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'new' -d 'Make an empty session and print its id'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'rename' -d 'Give a session a title'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'fork' -d 'Copy a session into a new one and print its id'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'append' -d 'Append events from standard input, and acknowledge each'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'compact' -d 'Sum a session up, so that it can go on for longer'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'archive' -d 'Drop from the log what a compaction has replaced'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'delete' -d 'Delete sessions'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'export' -d 'Write a session for other programs'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'import' -d 'Make a session of an exported one and print its id'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'fsck' -d 'Check logs, and mend them'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'blob' -d 'Print a blob that a log line names'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'status' -d 'Tell model, running turn, queue and context of a session'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'follow' -d 'Print events as they come'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'interrupt' -d 'Stop the turn that runs in a session'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'send' -d 'Queue input for the running or the next turn'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'undo' -d 'Take back the changes that a turn\'s tools made to files'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'next' -d 'Print the id of the session after one, in the order of use'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'previous' -d 'Print the id of the session before one, in the order of use'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" limit' -l 'limit' -d 'At most so many.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" since' -l 'since' -d 'Only those used since: a time (RFC 3339) or a span as in 7d.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" cwd' -l 'cwd' -d 'Only those made in a directory or below.' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" all' -l 'all' -d 'Those too in which only other agents began turns.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" 0 null' -s '0' -l 'null' -d 'Names end with a NUL byte instead of a newline.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session show" -eq 1' -fka '(__agent-session_custom_completion ---completion show -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" turn' -l 'turn' -d 'Only this turn.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" title' -l 'title' -d 'Title of the session.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session new" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session rename" -eq 1' -fka '(__agent-session_custom_completion ---completion rename -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session rename" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session fork" -eq 1' -fka '(__agent-session_custom_completion ---completion fork -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" at' -l 'at' -d 'Copy the events up to this number only.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fork" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session append" -eq 1' -fka '(__agent-session_custom_completion ---completion append -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" create' -l 'create' -d 'Make the session if there is none: with this id, or with this title.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" durability' -l 'durability' -d 'What an acknowledged event survives: none, process (SIGKILL), power.' -rfka 'none process power'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session append" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session compact" -eq 1' -fka '(__agent-session_custom_completion ---completion compact -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" m model' -l 'model' -s 'm' -d 'The model that writes it.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" provider' -l 'provider' -d 'Its provider.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" base-url' -l 'base-url' -d 'Its server.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session compact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session archive" -eq 1' -fka '(__agent-session_custom_completion ---completion archive -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session archive" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session delete" -ge 1' -fka '(__agent-session_custom_completion ---completion delete -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" yes' -l 'yes' -d 'Do not ask.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session export" -eq 1' -fka '(__agent-session_custom_completion ---completion export -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session import" -eq 1' -F
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" title' -l 'title' -d 'Title of the new session.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session fsck" -ge 1' -fka '(__agent-session_custom_completion ---completion fsck -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" repair' -l 'repair' -d 'Write a sound log where one is damaged.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session fsck" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session blob" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session status" -eq 1' -fka '(__agent-session_custom_completion ---completion status -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" follow' -l 'follow' -d 'Print a line whenever it changes, until nobody reads any more.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session follow" -eq 1' -fka '(__agent-session_custom_completion ---completion follow -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" all' -l 'all' -d 'All sessions, those to come too, and the runtime log.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow"' -l 'type' -d 'Only events of these types, as in \'turn.*\'; may be repeated.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" from' -l 'from' -d 'Begin with this event [what comes from now on].' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" deltas' -l 'deltas' -d 'Events of running turns that are not durable, too.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" timeout' -l 'timeout' -d 'End after so long, as in 10s.' -rfka ''
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session follow" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session interrupt" -eq 1' -fka '(__agent-session_custom_completion ---completion interrupt -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" finish' -l 'finish' -d 'Let the step that runs end first.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session interrupt" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session send" -eq 1' -fka '(__agent-session_custom_completion ---completion send -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session send" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session undo" -eq 1' -fka '(__agent-session_custom_completion ---completion undo -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" force' -l 'force' -d 'Restore files that were changed since, too.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session undo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session next" -eq 1' -fka '(__agent-session_custom_completion ---completion next -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session next" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_positional "agent-session previous" -eq 1' -fka '(__agent-session_custom_completion ---completion previous -- positional@0 (count (__agent-session_tokens -pc)) (__agent-session_tokens -tC))'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-session_complete_directories)'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" version' -l 'version' -d 'Show the version.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session previous" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-session' -n '__agent-session_should_offer_completions_for_flags_or_options "agent-session help" version' -l 'version' -d 'Show the version.'
