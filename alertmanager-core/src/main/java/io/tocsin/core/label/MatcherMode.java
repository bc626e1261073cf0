package io.tocsin.core.label;

/**
 * Which matcher grammar and which label names are in force. Chosen once per process.
 *
 * @see "Upstream: feature flags classic-mode and utf8-strict-mode, v0.34.0"
 */
public enum MatcherMode {
    /** Both grammars, the classic one winning where they differ; label names are any UTF-8. */
    DEFAULT,

    /** The grammar from before UTF-8 label names; label names are {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    CLASSIC,

    /** Only the UTF-8 grammar; label names are any UTF-8. */
    UTF8_STRICT;

    /** Whether {@code name} may name a label of an alert, a group_by entry or a route label in this mode. */
    public boolean isLabelName(String name) {
        return this == CLASSIC ? LabelName.isClassic(name) : LabelName.isUtf8(name);
    }
}
