package io.tocsin.core.template.run;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;

/** What the function {@code routeLabels} asks. */
@FunctionalInterface
public interface RouteLabels {
    /** See {@link Call#routeLabel}. */
    String get(String name) throws CallException;
}
