package io.tocsin.core.alert;

/** The plainest holder there is. */
public final class HeldAlert implements AlertHolder {
    private Alert alert;

    public HeldAlert(Alert alert) {
        this.alert = alert;
    }

    @Override
    public Alert alert() {
        return alert;
    }

    @Override
    public void update(Alert newest) {
        alert = newest;
    }
}
