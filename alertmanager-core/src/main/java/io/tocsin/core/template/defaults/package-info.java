/** The templates that come with Tocsin. */
@NullMarked
package io.tocsin.core.template.defaults;

import org.jspecify.annotations.NullMarked;
