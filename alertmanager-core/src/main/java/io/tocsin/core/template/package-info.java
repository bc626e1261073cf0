/**
 * The Go template language, and what templates are told about a group.
 *
 * <p>{@link io.tocsin.core.template.Templates} compiles, {@link io.tocsin.core.template.Template} renders. Below it, each
 * depending only on those before: {@code value} (Go's values and types), {@code format} (fmt and time layouts), {@code
 * syntax} (lexer, parser, tree), {@code run} (executor, Go's own functions, limits), {@code html} (contextual escaping),
 * {@code data} (a message as values), {@code function} (Alertmanager's own functions), {@code defaults} (the built-in
 * templates), {@code set} (the templates of one configuration, ready to be rendered).
 *
 * <p>Depends on {@link io.tocsin.core.label} and {@link io.tocsin.core.alert}. Everything here is immutable.
 */
@NullMarked
package io.tocsin.core.template;

import org.jspecify.annotations.NullMarked;
