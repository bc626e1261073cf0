package io.tocsin.core.alert;

/** Where the store keeps the newest version of one alert; the same object from the first post until it is collected. */
public interface AlertHolder {
    /** The newest version. Readable by any thread. */
    Alert alert();

    /** Replaces the version. Called by the store's owner alone. */
    void update(Alert alert);
}
