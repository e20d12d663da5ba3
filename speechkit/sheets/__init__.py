"""Task sheets (督办清单): written, read again after people have filled them in, brought up to a revised speech."""
