package io.tocsin.core.template;

import java.util.Set;

/** The templates of one configuration: the built-in ones, then those of its files. Immutable and thread-safe. */
public interface Templates {
    /** An anonymous text template that can call every defined one. Never fails: see {@link Template#problem}. */
    Template text(String source);

    /** The same with contextual escaping of HTML. */
    Template html(String source);

    /** The same for templates that are only tried, with little data: they may take less. */
    default Templates forTrials() {
        return this;
    }

    /** The names of the defined templates. */
    default Set<String> names() {
        return Set.of();
    }

    /** The names of the functions that templates may call. */
    default Set<String> functions() {
        return Set.of();
    }
}
