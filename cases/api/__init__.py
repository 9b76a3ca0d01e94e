"""Routes of the partner API that casework adds, on the hotline's keys and doors."""
