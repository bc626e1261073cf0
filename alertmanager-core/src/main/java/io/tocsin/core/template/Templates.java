package io.tocsin.core.template;

/** The templates of one configuration: the built-in ones, then those of its files. Immutable and thread-safe. */
public interface Templates {
    /** An anonymous text template that can call every defined one. Never fails: see {@link Template#problem}. */
    Template text(String source);

    /** The same with contextual escaping of HTML. */
    Template html(String source);
}
