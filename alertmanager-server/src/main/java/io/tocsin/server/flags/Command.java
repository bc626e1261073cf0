package io.tocsin.server.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program, or one of its sub-commands: the flags it adds, the commands below it and whether it takes arguments.
 *
 * <p>A command understands its own flags and those of every command above it. Immutable.
 */
public final class Command {
    private final String name;
    private final String help;
    private final Map<String, List<Flag<?>>> sections;
    private final List<Flag<?>> required;
    private final List<Command> commands;
    private final String arguments;
    private final int argumentsMax;
    private final boolean isDefault;

    private Command(Builder builder) {
        this.name = builder.name;
        this.help = builder.help;
        this.sections = new LinkedHashMap<>(builder.sections);
        this.required = List.copyOf(builder.required);
        this.commands = List.copyOf(builder.commands);
        this.arguments = builder.arguments;
        this.argumentsMax = builder.argumentsMax;
        this.isDefault = builder.isDefault;
    }

    /** Starts the description of a command; {@code help} is shown under its name. */
    public static Builder named(String name, String help) {
        return new Builder(name, help);
    }

    public String name() {
        return name;
    }

    String help() {
        return help;
    }

    /** Flags by the title of their help section, in the order given. */
    Map<String, List<Flag<?>>> sections() {
        return sections;
    }

    List<Flag<?>> flags() {
        return sections.values().stream().flatMap(List::stream).toList();
    }

    /** Those of the flags that the command does not run without. */
    List<Flag<?>> required() {
        return required;
    }

    List<Command> commands() {
        return commands;
    }

    /** What stands for the arguments in help, or empty when the command takes none. */
    String arguments() {
        return arguments;
    }

    /** How many arguments the command takes at most. */
    int argumentsMax() {
        return argumentsMax;
    }

    /** Whether the command above runs this one when none is named. */
    boolean isDefault() {
        return isDefault;
    }

    /** The command below this one with that name. */
    public Optional<Command> command(String wanted) {
        return commands.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    Optional<Command> defaultCommand() {
        return commands.stream().filter(Command::isDefault).findFirst();
    }

    /** Collects the parts of a command. */
    public static final class Builder {
        private final String name;
        private final String help;
        private final Map<String, List<Flag<?>>> sections = new LinkedHashMap<>();
        private final List<Flag<?>> required = new ArrayList<>();
        private final List<Command> commands = new ArrayList<>();
        private String arguments = "";
        private int argumentsMax;
        private boolean isDefault;

        private Builder(String name, String help) {
            this.name = name;
            this.help = help;
        }

        /** Adds flags under the plain heading. */
        public Builder flags(Flag<?>... flags) {
            return section("Flags", flags);
        }

        /** Adds flags under the plain heading that must be given. */
        public Builder required(Flag<?>... flags) {
            required.addAll(List.of(flags));
            return flags(flags);
        }

        /** Adds flags under a heading of their own. */
        public Builder section(String title, Flag<?>... flags) {
            sections.computeIfAbsent(title, t -> new ArrayList<>()).addAll(List.of(flags));
            return this;
        }

        public Builder command(Command command) {
            commands.add(command);
            return this;
        }

        /** Lets the command take any number of arguments, shown as {@code [<placeholder>...]}. */
        public Builder arguments(String placeholder) {
            arguments = placeholder;
            argumentsMax = Integer.MAX_VALUE;
            return this;
        }

        /** Lets the command take one argument or none, shown as {@code [<placeholder>]}. */
        public Builder argument(String placeholder) {
            arguments = placeholder;
            argumentsMax = 1;
            return this;
        }

        /** Makes this the command that runs when the one above is called without naming any. */
        public Builder asDefault() {
            isDefault = true;
            return this;
        }

        public Command build() {
            return new Command(this);
        }
    }
}
