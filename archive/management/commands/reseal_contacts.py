"""Lock every contact with the first of CONTACT_KEYS, so that a former key can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.services.contributions import contacts


class Command(BaseCommand):
    help = "Encrypt all contacts with the first of CONTACT_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = contacts.reseal()
        self.stdout.write(f"联系方式：重新加密 {done} 条。")
        if failed:
            raise CommandError(f"有 {failed} 条打不开：当初的密钥不在 CONTACT_KEYS 里。把它加回去，再运行一次。")
