package io.tocsin.server.configuration;

import io.tocsin.core.yaml.Problem;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is not taken. The message is in the original's words; the problems say where and what to do. */
public final class ConfigurationException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationException(String message, List<Problem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** In the order of the file; none if it could not be read at all. */
    public List<Problem> problems() {
        return problems;
    }

    /** The message, then each problem with its place and hint on lines of its own. */
    public String describe() {
        return getMessage() + problems.stream().map(problem -> "\n" + problem).collect(Collectors.joining());
    }
}
