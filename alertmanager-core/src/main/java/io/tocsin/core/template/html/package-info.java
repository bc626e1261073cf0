/**
 * Go's html/template: finds the context of every action and adds what escapes it.
 *
 * <p>{@link io.tocsin.core.template.html.HtmlEscaper} goes through trees, {@link
 * io.tocsin.core.template.html.EscaperFunctions} are what it adds to them. Behind them: {@code Context} (where an action
 * stands), {@code Transitions} with the rules of each language (what text does to it), {@code EscaperChain} (what it asks
 * for), and one class for each language that escapes text.
 *
 * <p>Depends on {@code value}, {@code format} and {@code syntax}. Everything public is thread-safe.
 */
@NullMarked
package io.tocsin.core.template.html;

import org.jspecify.annotations.NullMarked;
