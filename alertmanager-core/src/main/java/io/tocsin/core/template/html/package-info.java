/** Go's html/template: finds the context of every action and adds what escapes it. */
@NullMarked
package io.tocsin.core.template.html;

import org.jspecify.annotations.NullMarked;
