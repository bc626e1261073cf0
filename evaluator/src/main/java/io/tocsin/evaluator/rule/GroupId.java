package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

/**
 * Identity of a group, through reloads and restarts.
 *
 * @param file the path of its file
 */
public record GroupId(String file, String name) {
    public GroupId {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
    }

    /** As metrics name it: {@code file;name}. */
    @Override
    public String toString() {
        return file + ";" + name;
    }
}
