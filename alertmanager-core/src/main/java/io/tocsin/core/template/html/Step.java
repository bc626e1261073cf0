package io.tocsin.core.template.html;

/**
 * A stretch of text that ends in a context.
 *
 * @param end in the text, behind the stretch
 */
record Step(Context context, int end) {}
