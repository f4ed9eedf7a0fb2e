function __agent-plan_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-plan_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-plan_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-plan_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-plan_parse_tokens -S
    set -l unparsed_tokens (__agent-plan_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-plan'
        __agent-plan_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'list'
            __agent-plan_parse_subcommand 0 'all' '0/null' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'show'
            __agent-plan_parse_subcommand 1 'all' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'create'
            __agent-plan_parse_subcommand -r 2 'replace' 'input=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'add'
            __agent-plan_parse_subcommand -r 2 'at=' 'input=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'check'
            __agent-plan_parse_subcommand -r 2 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'uncheck'
            __agent-plan_parse_subcommand -r 2 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'edit'
            __agent-plan_parse_subcommand -r 3 'title=' 'description=' 'state=' 'rename=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'move'
            __agent-plan_parse_subcommand 3 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'remove'
            __agent-plan_parse_subcommand -r 2 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'clear'
            __agent-plan_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'context'
            __agent-plan_parse_subcommand 0 'budget=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'import'
            __agent-plan_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'export'
            __agent-plan_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-plan_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-plan_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-plan_parse_subcommand -S -a positional_count
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

function __agent-plan_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-plan_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-plan_tokens -p)
    if test -z "$(__agent-plan_tokens -t)"
        set -l index (count (__agent-plan_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-plan' -f
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'list' -d 'List plans and how far they are'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'show' -d 'Show the entries of a plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'create' -d 'Begin a plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'add' -d 'Add entries to a plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'check' -d 'Say that entries are done'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'uncheck' -d 'Say that entries are not done after all'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'edit' -d 'Change what an entry says, or the name of a plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'move' -d 'Put an entry elsewhere in its plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'remove' -d 'Take entries out of a plan'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'clear' -d 'Take a plan away, or all of them'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'context' -d 'Print what a model should know of the plans'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'import' -d 'Read plans that \'export\' or the predecessor has written'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'export' -d 'Write plans, to be read by \'import\''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" all' -l 'all' -d 'Those that are done, too.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" 0 null' -s '0' -l 'null' -d 'Names end with a NUL byte instead of a newline.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" all' -l 'all' -d 'Plans that are done, too.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" replace' -l 'replace' -d 'Also in the place of a plan that is not done.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" input' -l 'input' -d 'What standard input is: text, ndjson or auto.' -rfka 'text ndjson auto'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan create" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" at' -l 'at' -d 'Where the first of them is to stand [at the end].' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" input' -l 'input' -d 'What standard input is: text, ndjson or auto.' -rfka 'text ndjson auto'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan uncheck" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" title' -l 'title' -d 'What it is called.' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" description' -l 'description' -d 'More about it.' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" state' -l 'state' -d 'open, doing or done.' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" rename' -l 'rename' -d 'The plan\'s new name.' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan edit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan move" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan clear" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" budget' -l 'budget' -d 'At most so many tokens, estimated [2000].' -rfka ''
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan context" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_positional "agent-plan import" -eq 1' -F
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-plan_complete_directories)'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" version' -l 'version' -d 'Show the version.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-plan' -n '__agent-plan_should_offer_completions_for_flags_or_options "agent-plan help" version' -l 'version' -d 'Show the version.'
